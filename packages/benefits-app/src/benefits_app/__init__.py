"""
What is on offer, to whom, when, at what price.
"""

__version__ = "3.3.0.dev0"

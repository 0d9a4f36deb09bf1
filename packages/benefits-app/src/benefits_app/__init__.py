"""
What is on offer, to whom, when, at what price.
"""

__version__ = "1.8.0"

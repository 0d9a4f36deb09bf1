"""
What is on offer, to whom, when, at what price.
"""

__version__ = "2.1.0"

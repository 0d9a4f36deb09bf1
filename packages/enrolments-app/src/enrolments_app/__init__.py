"""
Who has what, from when to when, and why.
"""

__version__ = "1.6.1"

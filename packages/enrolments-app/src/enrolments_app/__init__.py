"""
Who has what, from when to when, and why.
"""

__version__ = "2.2.0"

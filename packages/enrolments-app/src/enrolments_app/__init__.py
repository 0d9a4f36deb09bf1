"""
Who has what, from when to when, and why.
"""

__version__ = "3.3.0.dev0"

"""
What is owed, by whom, was it paid.
"""

__version__ = "3.3.0.dev0"

"""
What is owed, by whom, was it paid.
"""

__version__ = "2.4.0"

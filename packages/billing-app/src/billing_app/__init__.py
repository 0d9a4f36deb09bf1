"""
What is owed, by whom, was it paid.
"""

__version__ = "3.2.0"

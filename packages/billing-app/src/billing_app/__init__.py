"""
What is owed, by whom, was it paid.
"""

__version__ = "2.3.4"

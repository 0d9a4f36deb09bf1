"""
Rehearses the upgrade of a Django package on a real PostgreSQL before it reaches a live one.
"""

__version__ = "0.1.0.dev0"

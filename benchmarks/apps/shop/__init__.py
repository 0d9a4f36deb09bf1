"""
The app whose table is filled.
"""

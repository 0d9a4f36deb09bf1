"""
A world that has been going on for months: what the demo shows where the wheels can do all of it.
"""

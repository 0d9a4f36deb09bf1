"""
What employees see and do.
"""

"""
What finance sees and does.
"""

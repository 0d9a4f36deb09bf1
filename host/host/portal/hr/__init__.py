"""
What HR sees and does.
"""

"""
What the operators of the site see and do.
"""

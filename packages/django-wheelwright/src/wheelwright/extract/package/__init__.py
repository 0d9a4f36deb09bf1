"""
How does a moved app become a wheel?
"""

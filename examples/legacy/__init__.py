"""
A benefits monolith as companies have it, and the walk that takes it apart.
"""

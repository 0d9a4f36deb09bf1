"""
Edges between domains, and what a wheel says about itself: read before anything is rehearsed.
"""

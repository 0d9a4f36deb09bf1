"""
How does a document look on paper?
"""

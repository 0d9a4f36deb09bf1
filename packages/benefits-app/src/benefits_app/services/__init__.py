"""
Writes of the benefits domain, one use case a file.
"""

"""
Writes of the billing domain, one use case a file.
"""

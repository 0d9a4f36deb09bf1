"""
The same ten moves made by others: what does each of them lose?
"""

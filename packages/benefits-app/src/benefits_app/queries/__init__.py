"""
Reads of the benefits domain: values, never querysets.
"""

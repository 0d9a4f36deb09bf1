"""
Reads of the billing domain: values, never querysets.
"""

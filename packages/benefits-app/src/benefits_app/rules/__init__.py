"""
Policy of the benefits domain: values in, values out, no Django.
"""

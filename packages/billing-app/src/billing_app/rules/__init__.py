"""
Policy of the billing domain: values in, values out, no Django.
"""

"""
Policy of the enrolments domain: values in, values out, no Django.
"""

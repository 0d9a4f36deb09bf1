"""
Reads of the enrolments domain: values, never querysets.
"""

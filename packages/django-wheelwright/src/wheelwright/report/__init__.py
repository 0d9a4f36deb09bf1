"""
A report in, a text out: pure functions, one file per format.
"""

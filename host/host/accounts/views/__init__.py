"""
The pages around a log-in.
"""

"""
Writes of the enrolments domain, one use case a file.
"""

"""
The directory's use cases, one a file.
"""

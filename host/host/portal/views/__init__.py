"""
The pages, one role a file: parse, one call, show.
"""

"""
The things outside this program that it drives: PostgreSQL, uv.
"""

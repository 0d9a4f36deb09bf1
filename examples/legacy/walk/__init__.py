"""
The way of the monolith's domains into wheels, step by step on a real PostgreSQL.
"""

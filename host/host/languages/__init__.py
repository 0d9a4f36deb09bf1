"""
What the site says in other languages than English.
"""

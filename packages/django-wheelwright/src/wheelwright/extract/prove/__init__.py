"""
Does a step keep schema, rows and permissions, while the old release still serves?
"""

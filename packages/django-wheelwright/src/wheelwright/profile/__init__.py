"""
`wheelwright profile`: the row counts of a live database, kept in a file.
"""

"""
`wheelwright compatibility`: which exact sets of wheels were rehearsed together, for a host to read.
"""

"""
`wheelwright rehearse`: orders in, a report out.
"""

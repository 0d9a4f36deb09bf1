"""
What must move together, in which steps, and who names what moves?
"""

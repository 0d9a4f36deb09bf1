"""
What an operator wants to know before an upgrade, asked of the live database without touching it.
"""

"""
What was learned in a cell: frozen values, and what follows from them without asking anybody.
"""

"""
One module per command of `wheelwright extract`.
"""

"""
A changed package to stable: one ordered tuple of steps, each safe to repeat.
"""

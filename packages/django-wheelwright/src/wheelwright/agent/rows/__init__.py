"""
Made-up rows: a table filled to any size, set-based, within everything that its rows must obey.
"""

"""
Which files does a step change, and how are they written, undone and gone on with?
"""

"""
What does the code of a project look like after a step? Texts in, texts out; nothing is written.
"""

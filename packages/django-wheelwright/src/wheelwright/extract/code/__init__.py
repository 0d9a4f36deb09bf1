"""
How is Python code moved and rewritten? Texts in, texts out.
"""

"""
What templates of the pages may say.
"""

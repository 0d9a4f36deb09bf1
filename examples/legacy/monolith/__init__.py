"""
What the monolith consists of, and how its files are made: values in, texts out.
"""

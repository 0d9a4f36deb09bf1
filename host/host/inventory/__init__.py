"""
What does this host run, was that set rehearsed, and what is it waiting for?
"""

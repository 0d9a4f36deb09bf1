"""
What does somebody's project say about its models, and what would move them? In that project's process.
"""

"""
What several commands share: options, the project's decisions, where a report goes.
"""

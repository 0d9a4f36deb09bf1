"""
What keeps production apart: its databases from other settings, other settings' fakes from it.
"""

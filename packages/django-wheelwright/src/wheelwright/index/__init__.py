"""
A private package index: a real devpi with a staging and a stable side, filled from the archive.
"""

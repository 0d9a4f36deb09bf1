"""
An app for tests of synthetic rows.
"""

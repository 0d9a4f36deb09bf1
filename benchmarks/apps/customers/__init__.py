"""
An app that the measured one points at.
"""

"""
How a server and the code on it are asked while an upgrade is rehearsed.
"""

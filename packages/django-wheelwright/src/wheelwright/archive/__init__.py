"""
Releases on disk: build a wheel once, record where it came from, prove that it can be made again.
"""

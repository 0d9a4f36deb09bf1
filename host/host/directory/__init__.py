"""
The host's own people data; an HR system's adapter may replace it.
"""

"""
The only code that runs inside a rehearsed environment: standard library and that Django alone.
"""

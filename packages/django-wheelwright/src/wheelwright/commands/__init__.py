"""
One file per command: options in, one call, a report out, an exit status.
"""

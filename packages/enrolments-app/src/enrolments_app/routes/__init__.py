"""
The REST edge of what employees decide around cover, a topic a file; needs the extra `[http]`.
"""

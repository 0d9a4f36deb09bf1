"""
The release contract: an old wheel against a new one, and the version number they call for.
"""

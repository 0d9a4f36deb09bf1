"""
The only reader of settings in this domain. It has none yet: there is nothing for a host to set.
"""

"""
One adapter a port: the only place where two domains meet.
"""

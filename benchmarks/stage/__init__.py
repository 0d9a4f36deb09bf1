"""
What `domains.py` and `pressure.py` stand on: an environment, a filled host, servers, a client.
"""

"""
The keys of programs: issued, limited, watched, expired and revoked.
"""

"""
What does the host owe its people every night? That employment, cover and bills agree.
"""

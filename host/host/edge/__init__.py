"""
What surrounds the domains' routers: who calls, what fits, how a refusal looks.
"""

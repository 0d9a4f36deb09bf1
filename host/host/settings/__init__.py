"""
What does this host run with? `development` on a laptop, `production` from the environment.
"""

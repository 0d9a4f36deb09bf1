"""
How does Stripe collect? One question a file: its units, its client, its answers, its events.
"""

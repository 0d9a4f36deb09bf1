"""
A coworking product: companies take desks for their people, and are billed by billing-app.
"""

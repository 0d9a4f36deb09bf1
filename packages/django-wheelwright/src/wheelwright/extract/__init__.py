"""
How does a domain leave a Django monolith for an app, and then a wheel, of its own?
"""

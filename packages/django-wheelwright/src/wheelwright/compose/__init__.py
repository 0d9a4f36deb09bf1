"""
Wheels side by side: each omitted, enabled late, upgraded in either order, in steps or at once.
"""

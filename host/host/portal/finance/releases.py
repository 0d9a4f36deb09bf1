"""
What can the installed billing-app tell?
"""

from billing_app import api as billing

# Lists of one status, of one invoice's money and of some references came together, in 3.3.
NARROWS = hasattr(billing, "cost_by_month")

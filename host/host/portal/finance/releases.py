"""
What can the installed billing-app tell?
"""

from typing import Any

from billing_app import api as billing

# Pages of an invoice's lines, and lists of one status, of one invoice's money and of some references
# came together, in 3.3.
NARROWS = hasattr(billing, "list_invoice_lines")
HEAD: dict[str, Any] = {"with_lines": False} if NARROWS else {}
"""For `get_invoice`, where nobody looks at the lines."""

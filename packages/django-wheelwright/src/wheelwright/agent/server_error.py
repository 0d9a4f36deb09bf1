"""
What does the server say about an error, besides its message?
"""

from typing import Any


def said(exc: BaseException) -> dict[str, Any]:
    """
    Type, message, SQLSTATE and diagnostics; the driver's own error is the cause of Django's.
    """
    cause = exc.__cause__ if getattr(exc.__cause__, "sqlstate", None) else exc
    diagnostics = getattr(cause, "diag", None)
    return {
        "type": type(exc).__name__,
        "message": str(exc).strip(),
        "sqlstate": getattr(cause, "sqlstate", None),
        "diagnostics": {
            name: getattr(diagnostics, name, None)
            for name in ("schema_name", "table_name", "column_name", "constraint_name")
        }
        | {"detail": getattr(diagnostics, "message_detail", None)},
    }

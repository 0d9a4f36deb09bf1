"""
How does a step reach a part of the tool that is an extra?
"""

import importlib
from typing import Any

from wheelwright.release.errors import NotAvailable


def load(step: str, module: str, *, extra: str) -> Any:
    """
    Raises:
        NotAvailable: if it, or a library it needs, is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as exc:
        raise NotAvailable(step, extra) from exc

"""
The newest of an employer's things, however the installed billing-app lists them.
"""

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain_kit.actor import Actor
from host.portal.finance.frame import Rows, page_of

PAGE = 50


def newest(
    listing: Callable[..., Any],
    actor: Actor,
    employer_id: UUID,
    *,
    after: UUID | None = None,
    limit: int = PAGE,
    **asked: Any,
) -> Rows:
    """
    A page of a list: the newest first, where the installed release can, else the oldest.
    """
    known = inspect.signature(listing).parameters
    asked = {name: value for name, value in asked.items() if name in known}
    if "newest_first" in known:
        asked["newest_first"] = True
    found = listing(actor=actor, employer_id=employer_id, limit=limit + 1, after=after, **asked)
    return page_of(found, limit)

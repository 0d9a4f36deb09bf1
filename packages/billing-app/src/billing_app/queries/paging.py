"""
Which rows come next?
"""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from domain_kit.errors import DomainError


def page_by_id[Row: Model](
    rows: QuerySet[Row],
    *,
    limit: int,
    after: UUID | None,
    newest_first: bool,
    not_found: type[DomainError],
) -> QuerySet[Row]:
    """
    `limit` rows in the order of their ids, which is that of their making, behind `after`.

    Raises:
        DomainError: the given one, if `after` is none of the rows.
    """
    if after is not None:
        if not rows.filter(pk=after).exists():
            raise not_found(after)
        way: dict[str, Any] = {"pk__lt" if newest_first else "pk__gt": after}
        rows = rows.filter(**way)
    return rows.order_by("-pk" if newest_first else "pk")[:limit]

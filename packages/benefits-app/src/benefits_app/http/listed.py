"""
How is a list that was always one array answered in pages, without being another answer?
"""

import dataclasses
from collections.abc import Callable, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from domain_kit.http import Page, make_cursor


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listed[T]:
    """
    The items of a page, and the header Link that names the next page, if there is one.
    """

    items: Sequence[T]
    link: str | None

    def on(self, response: HttpResponse) -> Sequence[T]:
        """
        The items, their link written on the response.
        """
        if self.link is not None:
            response["Link"] = self.link
        return self.items


def listed[T](
    request: HttpRequest, page: Page, found: Sequence[T], *, key: Callable[[T], UUID]
) -> Listed[T]:
    """
    Up to `limit` of the items, behind the one that the cursor names. If there are more, the header
    Link names the next page (`rel="next"`).

    For lists no longer than a catalogue. Behind an item that is gone meanwhile there is nothing.
    """
    place = page.place(UUID)
    if place is not None:
        keys = [key(item) for item in found]
        found = found[keys.index(place[0]) + 1 :] if place[0] in keys else ()
    shown = found[: page.limit]
    if len(found) <= page.limit:
        return Listed(items=shown, link=None)
    asked = {**request.GET.dict(), "limit": page.limit, "after": make_cursor(key(shown[-1]))}
    return Listed(items=shown, link=f'<{request.path}?{urlencode(asked)}>; rel="next"')

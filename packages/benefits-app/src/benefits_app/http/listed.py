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


def in_order[T](request: HttpRequest, page: Page, found: Sequence[T]) -> Listed[T]:
    """
    The same for answers that have no id: the cursor counts those before. For a question that is
    asked again as it was; the answer is reckoned anew for every page.
    """
    (first,) = page.place(int) or (0,)
    rest = found[max(first, 0) :]
    if len(rest) <= page.limit:
        return Listed(items=rest, link=None)
    return Listed(items=rest[: page.limit], link=_link(request, page, first + page.limit))


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
    return Listed(items=shown, link=_link(request, page, key(shown[-1])))


def _link(request: HttpRequest, page: Page, place: UUID | int) -> str:
    asked = {**request.GET.dict(), "limit": page.limit, "after": make_cursor(place)}
    return f'<{request.path}?{urlencode(asked)}>; rel="next"'

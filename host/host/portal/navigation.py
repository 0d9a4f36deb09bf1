"""
Which pages does somebody find at the top of every page?
"""

import dataclasses

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from domain_kit.actor import Role
from host.portal.access import who_asks

EMPLOYEE = (
    (_("My benefits"), "my-benefits"),
    (_("Choose"), "choose"),
    (_("Family"), "family"),
    (_("Life events"), "life-events"),
    (_("History"), "history"),
)
HR = (
    (_("People"), "people"),
    (_("Waiting"), "waiting"),
    (_("Choosing"), "choosing"),
    (_("Roster"), "roster"),
    (_("Files"), "hr-files"),
    (_("Plan years"), "plans"),
)
FINANCE = ((_("Finance"), "finance"),)
OPERATOR = ((_("Operations"), "operator"),)
PAGES = {
    Role.EMPLOYEE: EMPLOYEE,
    Role.HR: HR,
    Role.FINANCE: FINANCE,
    Role.OPERATOR: HR + FINANCE + OPERATOR,
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A page by its name; `current` is the one that is open, or that the open one belongs to.
    """

    label: str
    address: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, tuple[Entry, ...]]:
    """
    For every template: the pages of who is logged in, by the role in their membership. The employer
    that was chosen stays chosen.
    """
    actor = who_asks(request)
    if actor is None:
        return {"navigation": ()}
    chosen = request.GET.get("employer")
    query = f"?employer={chosen}" if chosen and chosen.replace("-", "").isalnum() else ""
    found = [
        (str(label), reverse(name)) for label, name in PAGES[actor.role] if not _is_lacking(name)
    ]
    open_one = max(
        (address for _label, address in found if request.path.startswith(address)),
        key=len,
        default="",
    )
    return {
        "navigation": tuple(
            Entry(label=label, address=address + query, current=address == open_one)
            for label, address in found
        )
    }


def _is_lacking(name: str) -> bool:
    """
    Whether the installed releases do not offer what a page shows (`needs` in access.py).
    """
    lacking = getattr(resolve(reverse(name)).func, "is_lacking", None)
    return lacking is not None and lacking()

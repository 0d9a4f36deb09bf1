"""
What stands around every page of an operator.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from host.portal.sections import sections

SECTIONS: tuple[tuple[Any, str], ...] = (
    (_("Employers"), "operator"),
    (_("Users and roles"), "users"),
    (_("Tokens"), "tokens"),
    (_("Jobs"), "jobs"),
)


def framed(request: HttpRequest) -> dict[str, Any]:
    """
    What the template `portal/operator/page.html` shows.
    """
    return {"sections": sections(SECTIONS, path=request.path)}


def place_asked(request: HttpRequest) -> int:
    """
    How many rows come before those that are asked for.
    """
    asked = request.GET.get("first", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0

"""
The page in the admin that says what is installed.
"""

from django.conf import settings
from django.contrib import admin
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.response import TemplateResponse

from host.inventory import evidence, installed


def releases(request: HttpRequest) -> TemplateResponse:
    """
    Installed versions, what is known about that set, and what is left to migrate.
    """
    wheels = installed.wheels()
    context = {
        **admin.site.each_context(request),
        "title": "Releases",
        "wheels": wheels,
        "pending": _pending(),
        **_evidence({wheel.name: wheel.version for wheel in wheels}),
    }
    return TemplateResponse(request, "inventory/releases.html", context)


def _pending() -> tuple[str, ...] | None:
    try:
        return installed.pending_migrations()
    except DatabaseError:
        return None


def _evidence(versions: dict[str, str]) -> dict[str, object]:
    try:
        return {"evidence": evidence.of(versions, settings.COMPATIBILITY_FILE)}
    except evidence.Unreadable as exc:
        return {"unreadable": str(exc)}

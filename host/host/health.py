"""
Is this process alive, is it ready to serve, and what does it run?
"""

import dataclasses
import pathlib
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse

from host.edge.audience import for_whom
from host.inventory import evidence, installed
from host.patience import Asked, NoAnswer


def livez(request: HttpRequest) -> JsonResponse:
    """
    The process answers; it asks nobody else.
    """
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """
    200 if the database answers, every migration is applied and nobody takes this host out of
    service (DRAIN_FILE), else 503 with the reasons.
    """
    reasons = not_ready()
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


def not_ready() -> list[str]:
    """
    Why this host should get no traffic.
    """
    if settings.DRAIN_FILE and pathlib.Path(settings.DRAIN_FILE).exists():
        return [f"this host is being taken out of service: {settings.DRAIN_FILE} exists"]
    try:
        pending = _PENDING.answer(settings.READY_SECONDS)
    except NoAnswer:
        return [f"the database has not answered in {settings.READY_SECONDS:g} s"]
    except DatabaseError as exc:
        return [f"the database does not answer: {type(exc).__name__}"]
    return [f"{name} is not applied" for name in pending]


def _pending() -> tuple[str, ...]:
    try:
        return installed.pending_migrations()
    finally:
        connections.close_all()  # this thread's own


_PENDING = Asked(_pending)


@for_whom("STATUS_FOR")
def status(request: HttpRequest) -> JsonResponse:
    """
    Every domain wheel, whether that set was rehearsed, and what is left to migrate (null: unknown).
    """
    wheels = installed.wheels()
    try:
        pending: list[str] | None = list(_PENDING.answer(settings.READY_SECONDS))
    except (DatabaseError, NoAnswer):
        pending = None
    return JsonResponse(
        {
            "wheels": [dataclasses.asdict(wheel) for wheel in wheels],
            "rehearsed": _rehearsed({wheel.name: wheel.version for wheel in wheels}),
            "pending_migrations": pending,
        }
    )


def _rehearsed(versions: dict[str, str]) -> dict[str, Any]:
    try:
        found = evidence.of(versions, settings.COMPATIBILITY_FILE)
    except evidence.Unreadable as exc:
        return {"verdict": "unreadable", "reason": str(exc), "last_at": None}
    return {"verdict": found.verdict, "last_at": found.last_rehearsed_at or None}

"""
Is this process alive, is it ready to serve, and what does it run?
"""

import importlib.metadata
import pathlib

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

WHEELS = ("domain-kit", "benefits-app", "enrolments-app", "billing-app")


def livez(request: HttpRequest) -> JsonResponse:
    """
    The process answers; it asks nobody else.
    """
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """
    200 if the database answers and every migration is applied, else 503 with the reasons.
    """
    reasons = not_ready()
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


def not_ready() -> list[str]:
    """
    Why this host should get no traffic.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as exc:
        return [f"the database does not answer: {type(exc).__name__}"]
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name} is not applied" for migration, _ in plan]


def status(request: HttpRequest) -> JsonResponse:
    """
    The version of every domain wheel, and the folder it is installed in (its last part only).
    """
    return JsonResponse({"wheels": [wheel(name) for name in WHEELS]})


def wheel(name: str) -> dict[str, str]:
    """
    An installed distribution.
    """
    distribution = importlib.metadata.distribution(name)
    folder = pathlib.Path(str(distribution.locate_file("")))
    return {"name": name, "version": distribution.version, "installed_in": folder.name}

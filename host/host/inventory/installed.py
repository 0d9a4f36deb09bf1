"""
Which domain wheels are installed, how may each be rolled out, and what is left to migrate?
"""

import dataclasses
import importlib.metadata
import json
import pathlib

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

WHEELS = ("domain-kit", "benefits-app", "enrolments-app", "billing-app")
CLASSES = {
    "D0": "code only",
    "D1": "online",
    "D2": "ordered or long-running",
    "D3": "downtime or a manual step",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """
    An installed distribution; `installed_in` is the last part of its folder.
    """

    name: str
    version: str
    installed_in: str
    deploy_class: str

    @property
    def deploy_meaning(self) -> str:
        """
        The deploy class in words.
        """
        return CLASSES.get(self.deploy_class, "this release does not say")


def wheels() -> tuple[Wheel, ...]:
    """
    Every domain wheel.
    """
    return tuple(wheel(importlib.metadata.distribution(name)) for name in WHEELS)


def wheel(distribution: importlib.metadata.Distribution) -> Wheel:
    """
    What one distribution says about itself.
    """
    return Wheel(
        name=distribution.metadata["Name"],
        version=distribution.version,
        installed_in=pathlib.Path(str(distribution.locate_file(""))).name,
        deploy_class=_deploy_class(distribution),
    )


def _deploy_class(distribution: importlib.metadata.Distribution) -> str:
    """
    What the release's contract/deploy.json says; older releases have none.
    """
    for file in distribution.files or ():
        if file.as_posix().endswith("/contract/deploy.json"):
            try:
                stated = json.loads(file.read_text(encoding="utf-8"))["deploy_class"]
            except (OSError, ValueError, KeyError, TypeError):
                return "unknown"
            return str(stated)
    return "unknown"


def pending_migrations() -> tuple[str, ...]:
    """
    The migrations that the installed code has and the database has not run.

    Raises:
        DatabaseError: if the database does not answer.
    """
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)

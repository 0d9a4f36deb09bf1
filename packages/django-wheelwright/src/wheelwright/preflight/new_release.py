"""
What does the new release itself say about the live database? Asked in its own environment.
"""

import dataclasses
import os
import pathlib

from wheelwright.adapters import alone, installed
from wheelwright.adapters import host as hosts
from wheelwright.adapters.environment import Environment
from wheelwright.adapters.session import Answers, Refused
from wheelwright.adapters.worker import Worker
from wheelwright.errors import CellBroken
from wheelwright.preflight.database import OPTIONS, Live

DROPPED = ("PYTHON", "VIRTUAL_ENV", "PYTEST_", "PG", "COV_", "DJANGO_SETTINGS_MODULE")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """
    A migration that the live database has not run.
    """

    label: str
    atomic: bool
    operations: tuple[str, ...]
    sql: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    One answer of a release's own preflight(); `module` asked.
    """

    module: str
    severity: str
    message: str
    hint: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    Everything that the new release said.
    """

    pending: tuple[Pending, ...]
    unknown: tuple[str, ...]
    asked: tuple[str, ...]
    answers: tuple[Answer, ...]
    crashed: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str, str], ...]


def ask(
    made: Environment,
    packages: tuple[str, ...],
    *,
    host: pathlib.Path,
    settings: str | None,
    url: str,
    live: Live,
    timeout: float,
) -> Asked:
    """
    Start the new release in the host, on the live database, unable to write.

    Raises:
        CellBroken: if Django does not start, or does not use that database read-only.
    """
    project = hosts.given(host)
    modules = [m for name in packages for m in installed.read(made.folder, name).modules]
    with alone.worker(
        made.python,
        name="new",
        cwd=project.folder,
        environment=_environment(project, settings or project.settings, url),
        timeout=timeout,
    ) as worker:
        said = _pending(worker)
        _must_be(live, said)
        asked = {module: _question(worker, module) for module in modules}
        return Asked(
            pending=tuple(
                Pending(
                    label=f"{each['app']}.{each['name']}",
                    atomic=each["atomic"],
                    operations=tuple(each["operations"]),
                    sql=tuple(each.get("sql") or ()),
                )
                for each in said.named("pending")
            ),
            unknown=tuple(f"{each['app']}.{each['name']}" for each in said.named("unknown")),
            asked=tuple(m for m, a in asked.items() if isinstance(a, Answers) and a.named("asked")),
            answers=tuple(
                Answer(
                    module=module,
                    severity=each["severity"],
                    message=each["message"],
                    hint=each["hint"],
                )
                for module, answers in asked.items()
                if isinstance(answers, Answers)
                for each in answers.named("answer")
            ),
            crashed=tuple((m, str(a)) for m, a in asked.items() if isinstance(a, Refused)),
            checks=tuple(
                (each["id"] or "", each["message"], each["hint"] or "")
                for each in worker.ask("system checks").named("problem")
            ),
        )


def _environment(project: hosts.Host, settings: str, url: str) -> dict[str, str]:
    """
    The operator's own variables, secrets included, and a database that refuses to be written.
    """
    mine = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED)}
    return mine | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": settings,
        "PGOPTIONS": OPTIONS,
        "PYTHONPATH": str(project.folder),
        "PYTHONUNBUFFERED": "1",
    }


def _pending(worker: Worker) -> Answers:
    try:
        return worker.ask("pending")
    except Refused as refusal:
        raise CellBroken(
            f"The new set cannot read the live database: {refusal}.",
            "Start it by hand with these settings; it said:",
            refusal.trace + worker.tail(),
        ) from refusal


def _must_be(live: Live, said: Answers) -> None:
    database = said.first("database")
    if database is None or (database["name"], database["started"]) != (live.name, live.started):
        raise CellBroken(
            "The host's settings connect to another database than the one that --database names.",
            "Let them read DATABASE_URL, or name other settings with --settings.",
        )
    if not database["read_only"]:
        raise CellBroken(
            "The host's settings open connections that may write.",
            "Remove default_transaction_read_only from their OPTIONS.",
        )


def _question(worker: Worker, module: str) -> Answers | Refused:
    try:
        return worker.ask("questions", module=module)
    except Refused as refusal:
        return refusal

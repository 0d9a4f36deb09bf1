"""
Stage: the database as the old release leaves it: its migrations, then its rows.
"""

import dataclasses
import datetime as dt
import pathlib
from typing import Any

from wheelwright.adapters import cache, sql
from wheelwright.adapters.databases import Made
from wheelwright.adapters.session import Refused
from wheelwright.errors import CellBroken
from wheelwright.rehearse import cache_keys
from wheelwright.rehearse.facts import server
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Json


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Migrate and seed with the old release, unless the same was done before and kept.
    """
    key, made = template(workspace, facts, workspace.order)
    known: Any = made.facts
    return dataclasses.replace(
        facts,
        baseline_digest=key,
        baseline_database=workspace.create(template=made.name),
        seeded_by=tuple(known["seeded_by"]),
        seeds_left_out=tuple(known["seeds_left_out"]),
        unfilled=tuple((table, reason) for table, reason in known["unfilled"]),
        seeded_rows=known["seeded_rows"],
        any_type=frozenset(known["any_type"]),
    )


def template(workspace: Workspace, facts: Facts, order: Order) -> tuple[str, Made]:
    """
    What the seed and the rows of an order are made into, and its key.
    """
    databases = workspace.databases
    key = cache.digest(
        *("baseline", facts.old_digest, cache_keys.of_seed(order), cache_keys.of_tool()),
        *(databases.version, dt.datetime.now(dt.UTC).date().isoformat()),  # seeds may count days
    )
    return key, databases.template(key, lambda: _make(workspace, facts, order))


def _make(workspace: Workspace, facts: Facts, order: Order) -> Made:
    assert facts.old is not None
    database = workspace.databases.create()
    try:
        workspace.old.ask("migrate", database=database, watch=False)
    except Refused as refusal:
        raise CellBroken(
            f"{workspace.order.package} {facts.old.version} does not migrate from scratch: {refusal}.",
            server.WAY_OUT
            if server.lacks(refusal.message)
            else "Rehearse from a version that installs, or hold back what it needs: "
            "--with 'Django==5.2.*'.",
            refusal.trace,
        ) from refusal
    empty = _total(workspace, database)
    database, seeded, left_out = _seed(workspace, facts, database)
    unfilled: list[Json] = []
    any_type: list[Json] = []
    if order.rows:
        answers = workspace.old.ask(
            "rows",
            database=database,
            count=order.rows,
            modules=list(facts.old.installed.modules),
            without=list(order.made_up.without),
            kinds=dict(order.made_up.kinds),
            keys=list(order.made_up.keys),
        )
        unfilled = [[a["table"], a["reason"]] for a in answers.named("unfilled")]
        any_type = [answer["table"] for answer in answers.named("any type")]
    with workspace.databases.open(database) as connection:
        connection.execute("ANALYZE")
    return Made(
        name=database,
        facts={
            "seeded_by": list(seeded),
            "seeds_left_out": list(left_out),
            "unfilled": unfilled,
            "any_type": any_type,
            "seeded_rows": _total(workspace, database) - empty,
        },
    )


def _seed(
    workspace: Workspace, facts: Facts, database: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """
    The seeded database, what seeded it, and what could not be added to a host's own rows.
    """
    assert facts.old is not None
    order = workspace.order
    if order.seed:
        return (
            database,
            _load(workspace, facts, database, [{"path": str(order.seed.resolve())}]),
            (),
        )
    shipped = [{"module": module} for module in facts.old.installed.seeds]
    own = order.host / "seed.json" if order.host else None
    if own is None or not own.is_file():
        return database, _load(workspace, facts, database, shipped), ()
    fixture = {"path": str(own.resolve())}
    attempt = workspace.databases.create(template=database)
    try:
        # The fixture last: it replaces rows of the same key, which the package's seed cannot.
        return attempt, _load(workspace, facts, attempt, [*shipped, fixture]), ()
    except CellBroken as broken:
        alone = _load(workspace, facts, database, [fixture])
        return database, alone, (f"Only seed.json was loaded, alone. {broken.what}",)


def _load(
    workspace: Workspace, facts: Facts, database: str, tasks: list[dict[str, str]]
) -> tuple[str, ...]:
    assert facts.old is not None
    seeded: list[str] = []
    for task in tasks:
        name = task.get("path") or f"{task['module']}.seed()"
        try:
            answers = workspace.old.ask("seed", database=database, **task)
        except Refused as refusal:
            raise CellBroken(
                f"The seed {pathlib.Path(name).name} does not load on "
                f"{workspace.order.package} {facts.old.version}: {refusal}.",
                "Correct it, or name another one with --seed.",
                refusal.trace,
            ) from refusal
        seeded += [event["by"] for event in answers.named("seeded")]
    return tuple(seeded)


def _total(workspace: Workspace, database: str) -> int:
    with workspace.databases.open(database) as connection:
        return sum(sql.count_rows(connection).values())

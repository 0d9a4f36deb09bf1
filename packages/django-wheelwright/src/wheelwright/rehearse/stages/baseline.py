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
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.workspace import Bench
from wheelwright.report.model import Json


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Migrate and seed with the old release, unless the same was done before and kept.
    """
    key, made = template(bench, facts, bench.order)
    known: Any = made.facts
    return dataclasses.replace(
        facts,
        baseline_digest=key,
        baseline_database=bench.create(template=made.name),
        seeded_by=tuple(known["seeded_by"]),
        seeds_left_out=tuple(known["seeds_left_out"]),
        unfilled=tuple((table, reason) for table, reason in known["unfilled"]),
        seeded_rows=known["seeded_rows"],
        any_type=frozenset(known["any_type"]),
    )


def template(bench: Bench, facts: Facts, order: Order) -> tuple[str, Made]:
    """
    What the seed and the rows of an order are made into, and its key.
    """
    databases = bench.databases
    key = cache.digest(
        *("baseline", facts.old_digest, cache_keys.of_seed(order), cache_keys.of_tool()),
        *(databases.version, dt.datetime.now(dt.UTC).date().isoformat()),  # seeds may count days
    )
    return key, databases.template(key, lambda: _make(bench, facts, order.rows))


def _make(bench: Bench, facts: Facts, rows: int) -> Made:
    assert facts.old is not None
    database = bench.databases.create()
    try:
        bench.old.ask("migrate", database=database, watch=False)
    except Refused as refusal:
        raise CellBroken(
            f"{bench.order.package} {facts.old.version} does not migrate from scratch: {refusal}.",
            "Rehearse from a version that installs, or hold back what it needs: --with 'Django==5.2.*'.",
            refusal.trace,
        ) from refusal
    empty = _total(bench, database)
    database, seeded, left_out = _seed(bench, facts, database)
    unfilled: list[Json] = []
    any_type: list[Json] = []
    if rows:
        answers = bench.old.ask(
            "rows",
            database=database,
            count=rows,
            modules=list(facts.old.installed.modules),
        )
        unfilled = [[a["table"], a["reason"]] for a in answers.named("unfilled")]
        any_type = [answer["table"] for answer in answers.named("any type")]
    with bench.databases.open(database) as connection:
        connection.execute("ANALYZE")
    return Made(
        name=database,
        facts={
            "seeded_by": list(seeded),
            "seeds_left_out": list(left_out),
            "unfilled": unfilled,
            "any_type": any_type,
            "seeded_rows": _total(bench, database) - empty,
        },
    )


def _seed(
    bench: Bench, facts: Facts, database: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """
    The seeded database, what seeded it, and what could not be added to a host's own rows.
    """
    assert facts.old is not None
    order = bench.order
    if order.seed:
        return database, _load(bench, facts, database, [{"path": str(order.seed.resolve())}]), ()
    shipped = [{"module": module} for module in facts.old.installed.seeds]
    own = order.host / "seed.json" if order.host else None
    if own is None or not own.is_file():
        return database, _load(bench, facts, database, shipped), ()
    fixture = {"path": str(own.resolve())}
    attempt = bench.databases.create(template=database)
    try:
        # The fixture last: it replaces rows of the same key, which the package's seed cannot.
        return attempt, _load(bench, facts, attempt, [*shipped, fixture]), ()
    except CellBroken as broken:
        alone = _load(bench, facts, database, [fixture])
        return database, alone, (f"Only seed.json was loaded, alone. {broken.what}",)


def _load(
    bench: Bench, facts: Facts, database: str, tasks: list[dict[str, str]]
) -> tuple[str, ...]:
    assert facts.old is not None
    seeded: list[str] = []
    for task in tasks:
        name = task.get("path") or f"{task['module']}.seed()"
        try:
            answers = bench.old.ask("seed", database=database, **task)
        except Refused as refusal:
            raise CellBroken(
                f"The seed {pathlib.Path(name).name} does not load on "
                f"{bench.order.package} {facts.old.version}: {refusal}.",
                "Correct it, or name another one with --seed.",
                refusal.trace,
            ) from refusal
        seeded += [event["by"] for event in answers.named("seeded")]
    return tuple(seeded)


def _total(bench: Bench, database: str) -> int:
    with bench.databases.open(database) as connection:
        return sum(sql.count_rows(connection).values())

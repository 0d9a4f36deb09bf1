"""
Stage: the database as the old release leaves it: its migrations, then its rows.
"""

import dataclasses

from wheelwright.adapters import sql
from wheelwright.adapters.worker import Refused
from wheelwright.bench import Bench
from wheelwright.errors import CellBroken
from wheelwright.facts import Facts


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Migrate and seed with the old release.
    """
    assert facts.old is not None
    database = bench.create()
    try:
        bench.old.ask("migrate", database=database, watch=False)
    except Refused as refusal:
        raise CellBroken(
            f"{bench.order.package} {facts.old.version} does not migrate from scratch: {refusal}.",
            "Rehearse from a version that installs.",
            refusal.trace,
        ) from refusal
    empty = _total(bench, database)
    seeded = _seed(bench, facts, database)
    unfilled: tuple[tuple[str, str], ...] = ()
    if bench.order.rows:
        answers = bench.old.ask(
            "rows",
            database=database,
            count=bench.order.rows,
            modules=list(facts.old.installed.modules),
        )
        unfilled = tuple((a["table"], a["reason"]) for a in answers.named("unfilled"))
    with bench.databases.open(database) as connection:
        connection.execute("ANALYZE")
    return dataclasses.replace(
        facts,
        baseline_database=database,
        seeded_by=seeded,
        unfilled=unfilled,
        seeded_rows=_total(bench, database) - empty,
    )


def _seed(bench: Bench, facts: Facts, database: str) -> tuple[str, ...]:
    assert facts.old is not None
    order = bench.order
    tasks: list[dict[str, str]] = []
    if order.seed:
        tasks.append({"path": str(order.seed.resolve())})
    else:
        if order.host and (order.host / "seed.json").is_file():
            tasks.append({"path": str((order.host / "seed.json").resolve())})
        tasks += [{"module": module} for module in facts.old.installed.seeds]
    seeded = []
    for task in tasks:
        try:
            answers = bench.old.ask("seed", database=database, **task)
        except Refused as refusal:
            name = task.get("path") or f"{task['module']}.seed()"
            raise CellBroken(
                f"The seed {name} does not load on {order.package} {facts.old.version}: {refusal}.",
                "Correct it, or name another one with --seed.",
                refusal.trace,
            ) from refusal
        seeded += [event["by"] for event in answers.named("seeded")]
    return tuple(seeded)


def _total(bench: Bench, database: str) -> int:
    with bench.databases.open(database) as connection:
        return sum(sql.count_rows(connection).values())

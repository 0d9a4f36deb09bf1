"""
The database of the release before: from its state, from a dump, or by its own migrations; then its rows.
"""

import dataclasses
import pathlib

from wheelwright.extract.prove import dump
from wheelwright.extract.prove.facts import Inventory
from wheelwright.extract.prove.ground import Ground
from wheelwright.extract.values import Moved

# Their tables are filled, too: users hold permissions, the admin's log names what moves.
DJANGOS = ("django.contrib.auth", "django.contrib.admin")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    How the database before is made: `dump` is a file of pg_dump; `scratch` runs every migration.
    """

    rows: int = 50
    dump: pathlib.Path | None = None
    scratch: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """
    Its name on the server, and what its reader should know about it.
    """

    database: str
    notes: tuple[str, ...]


def make(
    ground: Ground, inventory: Inventory, moved: tuple[Moved, ...], wanted: Wanted
) -> Baseline:
    """
    Make it and fill it.
    """
    database = ground.databases.create()
    with ground.timed("baseline"):
        notes = list(_schema(ground, database, wanted))
    with ground.timed("rows"):
        if wanted.rows and not wanted.dump:
            notes += _rows(ground, database, inventory, wanted.rows)
        known = inventory.labels()
        labels = [label for m in moved for label in (m.old, m.new) if label in known]
        ground.before.ask("extract hold", database=database, labels=labels)
        if pairs := closed(inventory, moved):
            ground.before.ask("extract shade", database=database, pairs=pairs)
    with ground.databases.open(database) as connection:
        connection.execute("ANALYZE")
    return Baseline(database=database, notes=tuple(notes))


def closed(inventory: Inventory, moved: tuple[Moved, ...]) -> list[list[str]]:
    """
    Old and new label of what has moved in the release before already: this step is the end of that one.
    """
    there = inventory.labels()
    return [[m.old, m.new] for m in moved if m.old not in there and m.new in there]


def _schema(ground: Ground, database: str, wanted: Wanted) -> tuple[str, ...]:
    if wanted.dump:
        dump.load(ground.databases.url_of(database), wanted.dump)
        return (f"The database before is {wanted.dump.name}.",)
    if wanted.scratch:
        ground.before.ask("migrate", database=database, watch=False)
        return ("The database before was made by all of its migrations.",)
    (built,) = ground.before.ask("extract baseline", database=database).named("built")
    notes = [
        f"The database before was built from what its {built['migrations']:,} migrations say in the "
        "end; none of them was run."
    ]
    if built["scripts"] or built["functions"]:
        notes.append(
            f"What {built['scripts']:,} RunSQL and {built['functions']:,} RunPython of that history "
            "made is not in it; --scratch runs them, --from-dump takes a real database."
        )
    return tuple(notes)


def _rows(ground: Ground, database: str, inventory: Inventory, count: int) -> list[str]:
    modules = [*dict.fromkeys(inventory.own_modules)]
    modules += [module for module in inventory.modules if module in DJANGOS]
    answers = ground.before.ask("rows", database=database, count=count, modules=modules)
    return [
        f"{event['table']} is not filled: {event['reason']}." for event in answers.named("unfilled")
    ]

"""
Facts of a made-up upgrade, loans-app 1.4.0 to 1.5.0, that read like what a stage would learn.
"""

import pathlib
from typing import Any

from wheelwright.adapters.installed import Installed
from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.identity import Identity
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.schema import Item
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.report.model import Lock, Migration, Operation, Statement

ALTER = 'ALTER TABLE "loans_loan" ADD COLUMN "due_on" date NULL'
FILL = """UPDATE "loans_loan" SET "due_on" = "lent_on" + 28"""
SHARE, EXCLUSIVE = "ShareLock", "AccessExclusiveLock"


def statement(sql: str, operation: str, **facts: Any) -> Statement:
    """
    `locks` maps a table to its mode and the seconds that it was held.
    """
    locks = facts.pop("locks", {})
    table = transactions.written_table(sql)
    rows = facts.get("rows", 0)
    return Statement(
        **{
            "sql": sql,
            "operation": operation,
            "seconds": 0.01,
            "rows": 0,
            "transaction": 1,
            "written": {table: rows} if table and rows else {},
            "locks": tuple(
                Lock(table=table, mode=mode, held_seconds=held)
                for table, (mode, held) in locks.items()
            ),
        }
        | facts
    )


def migration(
    *statements: Statement, name: str = "0002_due_date", reversible: bool = True
) -> Migration:
    operations = dict.fromkeys(s.operation for s in statements) or {"RunPython": None}
    return Migration(
        app="loans",
        name=name,
        atomic=True,
        seconds=0.2,
        wal_bytes=8_192,
        operations=tuple(
            Operation(name=o, describe=f"{o} of the loans", reversible=reversible)
            for o in operations
        ),
        statements=statements,
    )


def upgrade(
    *migrations: Migration,
    rows: dict[str, int] | None = None,
    left: tuple[Item, ...] = (),
    **facts: Any,
) -> Facts:
    """
    A finished upgrade; `left` is what the catalogue has afterwards and had not before.
    """
    failure: Failure | None = facts.pop("failure", None)
    extra = {
        name: facts.pop(name)
        for name in ("offending", "sequences_behind", "swallowed")
        if name in facts
    }
    done = Upgrade(
        migrations=migrations,
        failure=failure,
        before=frozenset(),
        after=frozenset(left),
        rows_before={"loans_loan": 50_000} if rows is None else rows,
        **extra,
    )
    return Facts(upgrade=done, **facts)


def failure(**facts: Any) -> Failure:
    return Failure(
        **{
            "kind": "IntegrityError",
            "message": "",
            "sqlstate": None,
            "migration": "loans.0002_due_date",
            "operation": "AlterField",
            "statement": "",
            "schema": "public",
            "table": None,
            "column": None,
            "constraint": None,
            "detail": None,
        }
        | facts
    )


def released(folder: pathlib.Path, version: str, migrations: dict[str, str]) -> Identity:
    """
    One side with these migration files, really on the disk.
    """
    files = {"loans/__init__.py": "", "loans/migrations/__init__.py": ""}
    files |= {f"loans/migrations/{name}.py": text for name, text in migrations.items()}
    site = folder / version
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Identity(
        version=version,
        code=version,
        loaded_from=(),
        prefix="",
        python="3.12.1",
        django="6.1",
        installed=Installed(site=site, files=tuple(sorted(files))),
        labels={"loans": "loans"},
    )

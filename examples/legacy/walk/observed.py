"""
What must be the same after a step: the schema, every row of what moves, who may what?
"""

import dataclasses
import pathlib
import re
import subprocess
from typing import Any

import psycopg

from examples.legacy.walk.hub import Hub
from wheelwright.adapters import initdb

# Written anew by every dump of a recent pg_dump.
_NONCE = re.compile(r"^\\(un)?restrict .*$", re.MULTILINE)
# Rows of these are what a step is about.
TOLD = ("django_content_type", "auth_permission", "django_migrations")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """
    The database at one moment.
    """

    schema: str
    rows: dict[str, tuple[int, str, int]]  # table -> count, digest of all rows, file node
    inside: Any


def observe(hub: Hub) -> Observed:
    """
    Everything that is compared, read in one go.
    """
    return Observed(
        schema=_schema(hub.database), rows=_rows(hub.database), inside=hub.ask("who_may_what.py")
    )


def _schema(url: str) -> str:
    program: pathlib.Path | str = initdb.binaries(None) / "pg_dump"
    done = subprocess.run(
        [program, "--schema-only", "--no-owner", url], capture_output=True, text=True, check=True
    )
    return _NONCE.sub("", done.stdout)


def _rows(url: str) -> dict[str, tuple[int, str, int]]:
    found: dict[str, tuple[int, str, int]] = {}
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            row = connection.execute(
                f"SELECT count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), ''), "
                f'pg_relation_filenode(\'"{table}"\') FROM "{table}" t'
            ).fetchone()
            assert row is not None
            found[table] = (row[0], row[1], row[2])
    return found


def differences(before: Observed, after: Observed) -> tuple[str, ...]:
    """
    In words, nothing if the step did what it says: no other schema, no row of any table but those
    that say what a model is called and who may what, the same answers to the same questions.
    """
    said = [] if before.schema == after.schema else ["the schema dump is another one"]
    for table, was in before.rows.items():
        now = after.rows.get(table)
        if now is None:
            said.append(f"{table} is gone")
        elif not table.startswith(("auth_", "django_")) and was != now:
            what = "rows" if was[:2] != now[:2] else "file"
            said.append(f"{table} has other {what}: {was[0]} before, {now[0]} after")
    for question, answer in before.inside.items():
        if after.inside[question] != answer:
            said.append(f"{question}: {answer} before, {after.inside[question]} after")
    return tuple(said)

"""
What do the rows of a database hold? A fingerprint per column that survives renames and casts.

Tables and columns are known by PostgreSQL's own numbers, which a clone keeps and a rename does not
change; values are compared as texts, without trailing zeros, padding or the order of JSON keys, and
arrays as the JSON of their entries.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.adapters.sql import Connection

COLUMNS = """
    SELECT c.oid::int, c.relname, c.oid::regclass::text, a.attnum, a.attname,
        CASE WHEN t.typcategory = 'A' THEN 'array' ELSE t.typname END,
        coalesce(a.attnum = ANY (x.indkey), false),
        EXISTS (SELECT 1 FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
                WHERE f.conrelid = c.oid AND f.contype = 'f' AND a.attnum = ANY (f.conkey)
                  AND r.relname = 'django_content_type')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY c.oid, a.attnum
"""
# Django keeps these itself; what they mean for people is looked at elsewhere.
IGNORED = ("django_migrations", "django_content_type", "auth_permission", "django_session")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column: how many values it holds, and two sums over them, with and without their keys.
    """

    name: str
    kind: str
    text: str
    is_key: bool
    present: int
    keyed: str
    plain: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    One table, with the SQL that names it and its primary key.
    """

    name: str
    quoted: str
    key: str
    rows: int
    columns: Mapping[int, Column]


type Fingerprint = Mapping[int, Table]


def read(connection: Connection) -> Fingerprint:
    """
    The fingerprint of every table.
    """
    connection.execute("SET timezone = 'UTC'")
    tables: dict[int, list[tuple[object, ...]]] = {}
    for row in connection.execute(COLUMNS).fetchall():
        if row[1] not in IGNORED:
            tables.setdefault(int(str(row[0])), []).append(row)
    return {oid: _table(connection, rows) for oid, rows in tables.items()}


def _table(connection: Connection, rows: list[tuple[object, ...]]) -> Table:
    name, quoted = str(rows[0][1]), str(rows[0][2])
    keys = [f'"{row[4]}"::text' for row in rows if row[6]]
    key = f"concat_ws('/', {', '.join(keys)})" if keys else "''"
    kept = [row for row in rows if not row[7]]  # a repointed content type is no changed value
    texts = [_text(str(row[4]), str(row[5])) for row in kept]
    parts = ["count(*)"]
    for text in texts:
        parts += [
            f"count(nullif({text}, ''))",
            f"sum(hashtextextended({key} || '|' || nullif({text}, ''), 0)::numeric)::text",
            f"sum(hashtextextended(nullif({text}, ''), 0)::numeric)::text",
        ]
    found = connection.execute(f"SELECT {', '.join(parts)} FROM {quoted}".encode()).fetchone()
    assert found is not None
    return Table(
        name=name,
        quoted=quoted,
        key=key,
        rows=int(str(found[0])),
        columns={
            int(str(row[3])): Column(
                name=str(row[4]),
                kind=str(row[5]),
                text=text,
                is_key=bool(row[6]),
                present=int(str(found[1 + 3 * number])),
                keyed=str(found[2 + 3 * number]),
                plain=str(found[3 + 3 * number]),
            )
            for number, (row, text) in enumerate(zip(kept, texts, strict=True))
        },
    )


def _text(name: str, kind: str) -> str:
    column = f'"{name}"'
    if kind == "numeric":
        return f"trim_scale({column})::text"
    if kind in ("json", "jsonb"):
        return f"{column}::jsonb::text"
    if kind == "array":
        return f"to_jsonb({column})::text"
    if kind == "bpchar":
        return f"rtrim({column}::text)"
    return f"{column}::text"


def values(connection: Connection, table: Table, column: Column, *, most: int) -> dict[str, str]:
    """
    The values of one column by primary key; in their own order where the table has none.
    """
    connection.execute("SET timezone = 'UTC'")
    key = f"row_number() OVER (ORDER BY {column.text})" if table.key == "''" else table.key
    query = (
        f"SELECT {key}, {column.text} FROM {table.quoted}"
        f" WHERE nullif({column.text}, '') IS NOT NULL ORDER BY 1 LIMIT {most}"
    )
    return {str(key): str(value) for key, value in connection.execute(query.encode()).fetchall()}


def keys(connection: Connection, table: Table, *, most: int) -> frozenset[str]:
    """
    The primary keys of a table's rows; none for a table that has no such key.
    """
    if table.key == "''":
        return frozenset()
    query = f"SELECT {table.key} FROM {table.quoted} LIMIT {most}"
    return frozenset(str(key) for (key,) in connection.execute(query.encode()).fetchall())

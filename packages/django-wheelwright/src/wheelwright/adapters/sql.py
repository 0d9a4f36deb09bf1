"""
What does a database hold? Small questions, each one query, asked on a connection of our own.
"""

import psycopg

type Connection = psycopg.Connection[tuple[object, ...]]

TABLES = """
    SELECT c.relname, c.oid::regclass::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relispopulated
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
SEQUENCES = """
    SELECT s.oid::regclass::text, t.relname, a.attname, t.oid::regclass::text
    FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S'
"""


def count_rows(connection: Connection) -> dict[str, int]:
    """
    The exact number of rows of every table, and of every view that keeps its rows.
    """
    names = connection.execute(TABLES).fetchall()
    if not names:
        return {}
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for _, table in names)
    row = connection.execute(f"SELECT {counts}".encode()).fetchone()
    assert row is not None
    return {str(name): int(str(count)) for (name, _), count in zip(names, row, strict=True)}


def sequences_behind(connection: Connection) -> tuple[tuple[str, str, int, int], ...]:
    """
    Table, column, next value and highest value where the next insert would collide.
    """
    behind = []
    for sequence, table, column, quoted in connection.execute(SEQUENCES).fetchall():
        query = (
            f"SELECT (SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END"
            f' FROM {sequence}), max("{column}") FROM {quoted}'
        )
        row = connection.execute(query.encode()).fetchone()
        if row and row[1] is not None and int(str(row[0])) <= int(str(row[1])):
            behind.append((str(table), str(column), int(str(row[0])), int(str(row[1]))))
    return tuple(behind)

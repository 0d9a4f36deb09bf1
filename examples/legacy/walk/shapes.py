"""
Are two databases of one shape, whatever order their columns were added in?
"""

import psycopg

_ASKED = {
    "column": """
        SELECT attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
               || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND attnum > 0 AND NOT attisdropped
    """,
    "constraint": """
        SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
    """,
    "index": """
        SELECT tablename || ' ' || regexp_replace(indexdef, 'INDEX .* ON', 'INDEX ON') FROM pg_indexes
        WHERE schemaname = 'public'
    """,
}


def differences(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    What only the one has, and what only the other has.
    """
    first, second = _shape(one), _shape(other)
    return tuple(sorted(first - second)), tuple(sorted(second - first))


def _shape(url: str) -> frozenset[str]:
    found: set[str] = set()
    with psycopg.connect(url) as connection:
        for kind, statement in _ASKED.items():
            found |= {f"{kind} {row[0]}" for row in connection.execute(statement).fetchall()}
    return frozenset(found)

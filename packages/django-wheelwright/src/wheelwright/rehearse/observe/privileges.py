"""
Which rights on tables and views went away with an object that was made anew under its old name?
"""

from wheelwright.adapters.sql import Connection

GRANTED = """
    SELECT c.relname, c.oid::bigint, coalesce(r.rolname, 'PUBLIC'), string_agg(a.privilege_type, ', '
        ORDER BY a.privilege_type)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee <> c.relowner
    LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    GROUP BY c.relname, c.oid, r.rolname
"""


def lost(before: Connection, after: Connection) -> tuple[tuple[str, str, str], ...]:
    """
    Table, role and its rights before, wherever another object of that name gives it fewer.

    A right that is revoked, or given to a table that goes for good, was meant to go.
    """
    old, new = _granted(before), _granted(after)
    oids = {name: oid for name, oid, _ in new}
    now = {(name, role): rights for (name, _, role), rights in new.items()}
    return tuple(
        (name, role, ", ".join(sorted(rights)))
        for (name, oid, role), rights in sorted(old.items())
        if rights and oids.get(name, oid) != oid and not rights <= now.get((name, role), set())
    )


def _granted(connection: Connection) -> dict[tuple[str, int, str], set[str]]:
    return {
        (str(name), int(str(oid)), str(role)): set(str(rights).split(", ")) if rights else set()
        for name, oid, role, rights in connection.execute(GRANTED).fetchall()
    }

"""
What is in a database: its dump, its objects, the rows of each table, and the rows that name models?
"""

from wheelwright.adapters import sql
from wheelwright.adapters.databases import Databases
from wheelwright.adapters.sql import Connection
from wheelwright.extract.prove import dump
from wheelwright.extract.prove.facts import Picture
from wheelwright.rehearse.observe import catalogue

NUMBERS = """
    SELECT c.relname, c.oid::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
SEQUENCES = """
    SELECT s.sequencename, coalesce(d.refobjid::regclass::text || '.' || a.attname, '')
    FROM pg_sequences s JOIN pg_class c ON c.relname = s.sequencename AND c.relkind = 'S'
    LEFT JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
"""
TYPES = "SELECT id, app_label, model FROM django_content_type"
PERMISSIONS = """
    SELECT p.id, c.app_label, c.model, p.codename, p.name
    FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
"""
# Tables between somebody and their permissions: the column of either side.
GRANTS = """
    SELECT t.oid::regclass::text, held.attname, holder.attname
    FROM pg_constraint f JOIN pg_class t ON t.oid = f.conrelid
    JOIN pg_attribute held ON held.attrelid = t.oid AND held.attnum = f.conkey[1]
    JOIN pg_constraint g ON g.conrelid = t.oid AND g.contype = 'f' AND g.oid <> f.oid
    JOIN pg_attribute holder ON holder.attrelid = t.oid AND holder.attnum = g.conkey[1]
    WHERE f.contype = 'f' AND f.confrelid = to_regclass('auth_permission')
      AND t.relname <> 'auth_permission'
"""


def take(databases: Databases, name: str) -> Picture:
    """
    Look at one of our databases.
    """
    with databases.open(name) as connection:
        return Picture(
            dump=dump.schema(databases.url_of(name)),
            catalogue=catalogue.read(connection),
            numbers=_numbers(connection),
            rows=sql.count_rows(connection),
            sequences=_pairs(connection, SEQUENCES),
            named=_named(connection),
        )


def _numbers(connection: Connection) -> dict[str, int]:
    return {str(table): int(str(oid)) for table, oid in connection.execute(NUMBERS).fetchall()}


def _pairs(connection: Connection, query: str) -> dict[str, str]:
    rows = connection.execute(query.encode()).fetchall()
    return {str(name): str(value) for name, value in rows}


def _named(connection: Connection) -> dict[str, frozenset[str]]:
    found = {}
    queries = {"django_content_type": TYPES, "auth_permission": PERMISSIONS}
    for table, held, holder in connection.execute(GRANTS).fetchall():
        queries[str(table)] = f'SELECT "{holder}", "{held}" FROM {table}'
    for table, query in queries.items():
        (there,) = connection.execute("SELECT to_regclass(%s)", [table]).fetchone() or (None,)
        if there is not None:
            rows = connection.execute(query.encode()).fetchall()
            found[table] = frozenset(" ".join(map(str, row)) for row in rows)
    return found


def differences(was: Picture, now: Picture) -> tuple[str, ...]:
    """
    What is not the same, as pieces of a sentence; nothing about sequences, which rollbacks move.
    """
    found = [] if was.dump == now.dump else ["the schema is another one"]
    tables = was.rows.keys() | now.rows.keys()
    found += [
        f"{table} holds {now.rows.get(table, 0):,} rows instead of {was.rows.get(table, 0):,}"
        for table in sorted(tables - {"django_migrations"})
        if was.rows.get(table) != now.rows.get(table)
    ]
    for table in sorted(was.named.keys() | now.named.keys()):
        lost = was.named.get(table, frozenset()) - now.named.get(table, frozenset())
        more = now.named.get(table, frozenset()) - was.named.get(table, frozenset())
        found += [f"{table} lacks “{row}”" for row in sorted(lost)[:3]]
        found += [f"{table} has “{row}” besides" for row in sorted(more)[:3]]
    return tuple(found)

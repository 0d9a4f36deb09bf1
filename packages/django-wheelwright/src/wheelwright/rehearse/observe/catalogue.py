"""
What is in a database? One canonical definition per object, without the order of columns.
"""

import psycopg

from wheelwright.rehearse.facts.schema import Catalogue, Item

IGNORED = "('pg_catalog', 'information_schema', 'pg_toast')"
NOT_OF_AN_EXTENSION = """
    NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = {oid} AND d.deptype = 'e')
"""
QUERIES = (
    # tables, their kind and persistence
    f"""
    SELECT 'table', c.relname, c.relname, concat_ws(' ', c.relkind, c.relpersistence,
        array_to_string(c.reloptions, ','),
        CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    f"""
    SELECT 'column', c.relname, c.relname || '.' || a.attname, concat_ws(' ',
        format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid),
        CASE a.attidentity WHEN 'a' THEN 'IDENTITY ALWAYS' WHEN 'd' THEN 'IDENTITY' END,
        CASE WHEN a.attgenerated <> '' THEN 'GENERATED ' || a.attgenerated::text END,
        'COLLATE ' || nullif(l.collname, 'default'))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
      AND n.nspname NOT IN {IGNORED} AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    # NOT NULL constraints (contype n, PostgreSQL 18) are a property of their column above, as long
    # as they hold for every row
    f"""
    SELECT 'constraint', t.relname, c.conname, pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE (c.contype <> 'n' OR NOT c.convalidated) AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="t.oid")}
    """,
    f"""
    SELECT 'index', t.relname, i.relname, concat_ws(' ', pg_get_indexdef(i.oid),
        CASE WHEN NOT x.indisvalid THEN 'INVALID' END)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname NOT IN {IGNORED} AND {NOT_OF_AN_EXTENSION.format(oid="t.oid")}
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.conrelid = t.oid
                      AND c.contype IN ('p', 'u', 'x'))
    """,
    f"""
    SELECT 'sequence', coalesce(t.relname, ''), s.relname,
        concat_ws(' ', format_type(q.seqtypid, NULL), 'OWNED BY ' || t.relname || '.' || a.attname)
    FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid
    JOIN pg_namespace n ON n.oid = s.relnamespace
    LEFT JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
    LEFT JOIN pg_class t ON t.oid = d.refobjid
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE n.nspname NOT IN {IGNORED} AND {NOT_OF_AN_EXTENSION.format(oid="s.oid")}
    """,
    f"""
    SELECT 'view', c.relname, c.relname, pg_get_viewdef(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    f"""
    SELECT 'trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname NOT IN {IGNORED}
    """,
    f"""
    SELECT 'function', '', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
        pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="p.oid")}
    """,
    f"""
    SELECT 'type', '', t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname NOT IN {IGNORED} GROUP BY t.typname
    """,
    # domains, with the rules that every column of them follows
    f"""
    SELECT 'type', '', t.typname, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
        CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || t.typdefault,
        (SELECT string_agg(c.conname || ' ' || pg_get_constraintdef(c.oid), ', ' ORDER BY c.conname)
         FROM pg_constraint c WHERE c.contypid = t.oid))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'd' AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="t.oid")}
    """,
    f"""
    SELECT 'policy', c.relname, p.polname, concat_ws(' ', p.polcmd,
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        'USING ' || pg_get_expr(p.polqual, p.polrelid),
        'CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid),
        array_to_string(p.polroles::regrole[], ','))
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN {IGNORED} AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    f"""
    SELECT 'statistics', c.relname, s.stxname, pg_get_statisticsobjdef(s.oid)
    FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN {IGNORED} AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    f"""
    SELECT 'comment', c.relname, concat_ws('.', c.relname, a.attname), d.description
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT IN {IGNORED}
      AND {NOT_OF_AN_EXTENSION.format(oid="c.oid")}
    """,
    "SELECT 'extension', '', extname, extname FROM pg_extension",
)


def read(connection: psycopg.Connection[tuple[object, ...]]) -> Catalogue:
    """
    Everything but Django's own list of applied migrations.
    """
    items = set()
    for query in QUERIES:
        for kind, table, name, definition in connection.execute(query).fetchall():
            if "django_migrations" not in (table, name):
                items.add(
                    Item(
                        kind=str(kind), table=str(table), name=str(name), definition=str(definition)
                    )
                )
    return frozenset(items)

"""
Run in the monolith with the wheels installed: their first migration takes over the tables that are there.

The app in the project's folder is gone, and with it the migrations that it had. Of the wheel's first
migration each CreateModel becomes AdoptOrCreateModel of domain-kit: it compares every column's
name, type and nullability, changes nothing, and creates only what is not there.
Keys that leave the domain are dropped: a wheel knows numbers, and no table of anybody else.
"""

import json
import sys

import django

django.setup()

from django.db import connection, migrations, transaction  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402

from domain_kit.operations import AdoptOrCreateModel  # noqa: E402

FOREIGN = """
    SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c
    WHERE c.contype = 'f' AND c.conrelid::regclass::text LIKE %s AND c.confrelid::regclass::text NOT LIKE %s
"""


def adopt(label):
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app=label).delete()
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    key = (label, "0001_initial")
    state = loader.project_state(key, at_end=False)
    with connection.schema_editor(atomic=True) as editor, connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        before = set(connection.introspection.table_names(cursor))
        for operation in loader.get_migration(*key).operations:
            after = state.clone()
            operation.state_forwards(label, after)
            _careful(operation, cursor).database_forwards(label, editor, state, after)
            state = after
        cursor.execute(FOREIGN, [f"{label}_%", f"{label}_%"])
        dropped = cursor.fetchall()
        for table, name in dropped:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        created = sorted(set(connection.introspection.table_names(cursor)) - before)
        recorder.record_applied(*key)
    adopted = [state.models[each].options["db_table"] for each in state.models if each[0] == label]
    return {
        "adopted": sorted(set(adopted) - set(created)),
        "created": created,
        "keys dropped": [f"{table}.{name}" for table, name in dropped],
    }


class Nothing:
    def database_forwards(self, *args):
        pass


def _careful(operation, cursor):
    if isinstance(operation, migrations.CreateModel):
        _, args, kwargs = operation.deconstruct()
        return AdoptOrCreateModel(*args, **kwargs)
    if isinstance(operation, migrations.AddConstraint):
        cursor.execute(
            "SELECT 1 FROM pg_constraint WHERE conname = %s", [operation.constraint.name]
        )
        return Nothing() if cursor.fetchone() else operation
    return operation


with transaction.atomic():
    print(json.dumps({label: adopt(label) for label in sys.argv[1:]}))

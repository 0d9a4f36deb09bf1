"""
A guard: go on only if the constraint is there and valid, however this host came by it.

It is also the leaf that makes Django visit 0003_repaired_attempt on hosts that applied 2.3.0. There
0004 counts as applied already, and Django does not look behind an applied leaf.
"""

from django.db import migrations

CONSTRAINT = "one_attempt_per_gateway_reference"


def require_constraint(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_constraint WHERE conname = %s AND convalidated"
            " AND conrelid = 'billing_app_paymentattempt'::regclass",
            [CONSTRAINT],
        )
        if cursor.fetchone() is None:
            raise RuntimeError(
                f"billing_app_paymentattempt has no valid constraint {CONSTRAINT}. Run "
                "`migrate billing_app 0003_repaired_attempt` and then `migrate` to build it."
            )


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0004_unique_attempt_reference_repaired")]
    operations = [migrations.RunPython(require_constraint, migrations.RunPython.noop)]

"""
Every finalised invoice gets its number in its series, in chunks that commit alone; stop it and run
it again.

By (legal entity, finalised_at, id), counted for each year of issue. What is printed on an invoice
stays, unless it is nothing, 0, or what an earlier invoice of the legal entity has as well: those get
the printed form of their new number, and a row in billing_app_repaired_number. So does a draft that
had a number, which it loses.
"""

from django.db import migrations

from billing_app.migrations._numbering import number_invoices

# For the walk alone: the rows that are left, in their order.
LEFT = """
CREATE INDEX CONCURRENTLY IF NOT EXISTS invoice_left_to_number
ON billing_app_invoice (entity, finalised_at, id)
WHERE invoice_number IS NULL AND finalised_at IS NOT NULL
"""
DROP_LEFT = "DROP INDEX CONCURRENTLY IF EXISTS invoice_left_to_number"


def fill(apps, schema_editor):
    number_invoices(schema_editor.connection, "invoice_numbers")


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0031_repaired_numbers")]

    operations = [
        # An interrupted build leaves an index that nobody may use.
        migrations.RunSQL(DROP_LEFT, migrations.RunSQL.noop),
        migrations.RunSQL(LEFT, DROP_LEFT),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

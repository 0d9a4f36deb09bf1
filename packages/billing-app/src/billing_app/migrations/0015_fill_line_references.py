"""
The text of every line's employee, in chunks that commit alone; stop it and run it again.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
UPDATE billing_app_invoiceline SET employee_reference = employee_id::text
WHERE id BETWEEN %(first)s AND %(last)s
  AND employee_reference IS NULL AND employee_id IS NOT NULL
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0014_fill_charge_references")]

    operations = [
        BackfillInChunks("line_references", table="billing_app_invoiceline", statement=FILL),
    ]

"""
The text of every charge's employee, in chunks that commit alone; stop it and run it again.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
UPDATE billing_app_charge SET employee_reference = employee_id::text
WHERE id BETWEEN %(first)s AND %(last)s
  AND employee_reference IS NULL AND employee_id IS NOT NULL
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0013_rows_of_2_3")]

    operations = [
        BackfillInChunks("charge_references", table="billing_app_charge", statement=FILL),
    ]

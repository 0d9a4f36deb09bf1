"""
Copy every band's price to its amount, in chunks that commit alone.

What 2.0 writes meanwhile is copied by the trigger of 0012.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

COPY = """
UPDATE benefits_app_rateband SET amount = monthly_price
WHERE id BETWEEN %(first)s AND %(last)s AND amount IS NULL
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0012_amounts_in_step")]
    operations = [
        BackfillInChunks("rate amounts", table="benefits_app_rateband", statement=COPY),
    ]

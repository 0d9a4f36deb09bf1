"""
Mark the bands that overlap others, so that they survive the constraint of 0041.

`benefits_check_rates` lists their tables: publish whole rates from a later day on.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

MARK = """
UPDATE benefits_app_rateband band SET old_overlap = true
WHERE band.table_id BETWEEN %(first)s AND %(last)s AND NOT band.old_overlap
  AND EXISTS (
    SELECT FROM benefits_app_rateband other
    WHERE other.table_id = band.table_id AND other.price_group = band.price_group
      AND other.id <> band.id
      AND other.age_from <= band.age_to AND band.age_from <= other.age_to
  )
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0039_old_overlaps")]
    operations = [
        BackfillInChunks("old overlaps", table="benefits_app_ratetable", statement=MARK),
    ]

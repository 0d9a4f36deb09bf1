"""
Part bands of one table that overlap, and list each in `benefits_app_repair`.

A price by age always came from the band that starts first, so the later band starts after it: no
answer changes. A band that lies inside an earlier one was never asked; it is moved to the list. A
hole stays: nobody can know its price. `benefits_check_rates` lists holes and repairs.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

# Over the ages before it, band by band: what is left of a band begins after all earlier ones.
MEND = """
WITH covered AS (
    SELECT band.*, max(band.age_to) OVER (
        PARTITION BY band.table_id ORDER BY band.age_from
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
    FROM benefits_app_rateband band
    WHERE band.table_id BETWEEN %(first)s AND %(last)s
), broken AS (
    SELECT * FROM covered WHERE until >= age_from
), moved AS (
    UPDATE benefits_app_rateband band SET age_from = broken.until + 1
    FROM broken WHERE band.id = broken.id AND broken.age_to > broken.until
    RETURNING band.id, band.age_from
), removed AS (
    DELETE FROM benefits_app_rateband band
    USING broken WHERE band.id = broken.id AND broken.age_to <= broken.until
    RETURNING band.id
)
INSERT INTO benefits_app_repair (migration, table_name, row_id, note, before, after)
SELECT '0015_mend_overlapping_bands', 'benefits_app_rateband', broken.id::text,
       'the band overlapped an earlier one, which decided the price',
       to_jsonb(broken) - 'until',
       CASE WHEN moved.id IS NOT NULL THEN jsonb_build_object('age_from', moved.age_from) END
FROM broken LEFT JOIN moved ON moved.id = broken.id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0014_open_band_ages")]
    operations = [
        BackfillInChunks("overlapping bands", table="benefits_app_ratetable", statement=MEND),
    ]

"""
Let windows that begin or end within a day be open on the whole days they touch, and list each.

Nobody loses time. `benefits_review_windows` of 2.3 lets HR settle them otherwise before.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

SETTLE = """
WITH settled AS (
    UPDATE benefits_app_enrolmentwindow SET needs_review = false
    WHERE id BETWEEN %(first)s AND %(last)s AND needs_review
    RETURNING id, opens_at, closes_at, opens_on, closes_on, time_zone
)
INSERT INTO benefits_app_repair (migration, table_name, row_id, note, before, after)
SELECT '0030_settle_windows', 'benefits_app_enrolmentwindow', id::text,
       'the window began or ended within a day, and is open on whole days',
       jsonb_build_object('opens_at', opens_at, 'closes_at', closes_at),
       jsonb_build_object('opens_on', opens_on, 'closes_on', closes_on, 'time_zone', time_zone)
FROM settled
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0029_nest_last_rules")]
    operations = [
        BackfillInChunks("settled windows", table="benefits_app_enrolmentwindow", statement=SETTLE),
    ]

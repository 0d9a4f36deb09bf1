"""
Tell the days of every window in its plan year's zone, and flag those that begin or end within one.

In chunks that commit alone; a row that was done does not match again.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FILL = """
UPDATE benefits_app_enrolmentwindow w
SET time_zone = year.time_zone,
    opens_on = (w.opens_at AT TIME ZONE year.time_zone)::date,
    closes_on = greatest(
        (w.opens_at AT TIME ZONE year.time_zone)::date,
        ((w.closes_at - interval '1 microsecond') AT TIME ZONE year.time_zone)::date
    ),
    needs_review =
        ((w.opens_at - interval '1 microsecond') AT TIME ZONE year.time_zone)::date
            = (w.opens_at AT TIME ZONE year.time_zone)::date
        OR ((w.closes_at - interval '1 microsecond') AT TIME ZONE year.time_zone)::date
            = (w.closes_at AT TIME ZONE year.time_zone)::date
        OR w.closes_at = w.opens_at
FROM benefits_app_planyear year
WHERE year.id = w.plan_year_id AND w.opens_on IS NULL
  AND w.id BETWEEN %(first)s AND %(last)s
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0024_window_days_in_step")]
    operations = [
        BackfillInChunks("window days", table="benefits_app_enrolmentwindow", statement=FILL),
    ]

"""
Build the index of "no two rate tables of an option overlap" anew.

0003 asks this index whether an option has a table while it fills it. After a chunk that was killed,
PostgreSQL may then take entries of new rows for dead ones: the table has rows that the index does
not find, and the constraint would let an overlap pass. Milliseconds; gives up after two seconds of
waiting for its lock, and can be run again.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0003_fill_rate_tables")]
    operations = [
        migrations.RunSQL(
            [
                "SET LOCAL lock_timeout = '2s'",
                # Not CONCURRENTLY: PostgreSQL refuses that for an exclusion constraint.
                "REINDEX INDEX no_two_rate_tables_of_an_option_overlap",
            ],
            reverse_sql=migrations.RunSQL.noop,
        )
    ]

"""
The constraint on ages goes until 0016 builds a wider one: instant.

In between, 0015 moves bands, two of which may meet for the length of a statement.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0013_fill_rate_amounts")]
    operations = [
        # Waits two seconds for each lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="rateband", name="one_rate_band_per_age"),
    ]

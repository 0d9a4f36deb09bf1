"""
The days of a window and their zone: columns with a default or none, so instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0022_band_price_default")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="enrolmentwindow",
            name="opens_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolmentwindow",
            name="closes_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolmentwindow",
            name="time_zone",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.AddField(
            model_name="enrolmentwindow",
            name="needs_review",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AddField(
            model_name="enrolmentwindow",
            name="extended_from",
            field=models.DateField(blank=True, null=True),
        ),
    ]

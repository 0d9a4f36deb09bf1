"""
The instants of windows go: their days and zone say the same. Instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0033_no_more_triggers")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AlterModelOptions(name="enrolmentwindow", options={"ordering": ["opens_on"]}),
        migrations.RemoveConstraint(
            model_name="enrolmentwindow", name="window_closes_after_it_opens"
        ),
        migrations.RemoveField(model_name="enrolmentwindow", name="opens_at"),
        migrations.RemoveField(model_name="enrolmentwindow", name="closes_at"),
        migrations.RemoveField(model_name="enrolmentwindow", name="needs_review"),
        migrations.AlterField(
            model_name="enrolmentwindow",
            name="time_zone",
            field=models.CharField(max_length=60),
        ),
    ]

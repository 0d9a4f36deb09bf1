"""
Terms of plans: columns with a default or none, so instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0007_renewal")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="plan",
            name="age_policy",
            field=models.CharField(db_default="first_of_month", max_length=20),
        ),
        migrations.AddField(
            model_name="plan",
            name="billing_mode",
            field=models.CharField(db_default="self", max_length=20),
        ),
        migrations.AddField(
            model_name="plan",
            name="max_members",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="minimum_percent",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="min_members",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="proration",
            field=models.CharField(db_default="daily", max_length=20),
        ),
        migrations.AddField(
            model_name="plan",
            name="version",
            field=models.IntegerField(db_default=1),
        ),
        migrations.AddField(
            model_name="plan",
            name="wash_day",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
    ]

"""
When is a gateway asked again about a refund? Two columns, in an instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0207_minor_views")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="refund",
            name="next_ask_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="refund", name="asked", field=models.SmallIntegerField(db_default=0)
        ),
    ]

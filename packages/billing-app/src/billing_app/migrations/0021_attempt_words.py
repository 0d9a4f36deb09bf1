"""
An attempt has a number, the time of the next question to the gateway, and what it says it received.
Instant.
"""

from django.db import migrations, models

NEW_COLUMNS = {
    "number": models.SmallIntegerField(blank=True, null=True),
    "sent_at": models.DateTimeField(blank=True, null=True),
    "next_ask_at": models.DateTimeField(blank=True, null=True),
    "asked": models.SmallIntegerField(db_default=0),
    "received": models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True),
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0020_views")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name="paymentattempt", name=name, field=field)
            for name, field in NEW_COLUMNS.items()
        ),
    ]

"""
Up to which month runs have charged an account. Instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0023_unheard_attempts")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="billingaccount",
            name="settled_through",
            field=models.DateField(blank=True, null=True),
        ),
    ]

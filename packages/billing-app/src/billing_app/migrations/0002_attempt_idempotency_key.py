"""
Room for the command's idempotency key: a nullable column, added in an instant.

2.2.0 goes on writing attempts without it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="paymentattempt",
            name="idempotency_key",
            field=models.CharField(blank=True, max_length=200, null=True),
        ),
    ]

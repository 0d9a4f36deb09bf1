"""
What a line is for, which account of the ledger it is posted to, and its tax rate. Instant.

In a transaction of its own: whoever writes a charge meanwhile holds a lock that new tables wait for,
and waits for this one.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0040_no_way_back")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="invoiceline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("recurring", "recurring"),
                    ("adjustment", "adjustment"),
                    ("fee", "fee"),
                    ("tax", "tax"),
                    ("rounding", "rounding"),
                ],
                db_default="recurring",
                default="recurring",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="ledger",
            field=models.CharField(
                db_default="premium-payable", default="premium-payable", max_length=30
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="tax_rate",
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
        ),
    ]

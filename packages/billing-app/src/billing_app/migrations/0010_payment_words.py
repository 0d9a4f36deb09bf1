"""
A payment need not belong to one invoice any more, has a method, and may be taken back. Instant.
"""

import django.db.models.deletion
from django.db import migrations, models

# Not Django's AlterField: it would drop the foreign key, and build it again over the whole table.
NULLABLE = "ALTER TABLE billing_app_payment ALTER COLUMN invoice_id DROP NOT NULL"
NOT_NULL = "ALTER TABLE billing_app_payment ALTER COLUMN invoice_id SET NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0009_charge_words")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="payment",
            name="method",
            field=models.CharField(db_default="bank", max_length=20),
        ),
        migrations.AddField(
            model_name="payment",
            name="reversed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(
            NULLABLE,
            NOT_NULL,
            state_operations=[
                migrations.AlterField(
                    model_name="payment",
                    name="invoice",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="billing_app.invoice",
                    ),
                ),
            ],
        ),
    ]

"""
A payment need not belong to one invoice any more, and may be taken back; an attempt has a number and
the time of the next question to the gateway. Instant.
"""

import django.db.models.deletion
from django.db import migrations, models

NEW_COLUMNS = {
    "payment": {
        "method": models.CharField(db_default="bank", max_length=20),
        "reversed_at": models.DateTimeField(blank=True, null=True),
    },
    "paymentattempt": {
        "number": models.SmallIntegerField(blank=True, null=True),
        "sent_at": models.DateTimeField(blank=True, null=True),
        "next_ask_at": models.DateTimeField(blank=True, null=True),
        "asked": models.SmallIntegerField(db_default=0),
        "received": models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True),
    },
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0009_charge_words")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model, columns in NEW_COLUMNS.items()
            for name, field in columns.items()
        ),
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
    ]

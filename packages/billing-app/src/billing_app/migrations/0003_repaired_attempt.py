"""
The report of attempts whose shared reference was moved: a new, empty table.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0002_attempt_idempotency_key")]
    operations = [
        migrations.CreateModel(
            name="RepairedAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("gateway_reference", models.CharField(max_length=200)),
                (
                    "repaired_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repair",
                        to="billing_app.paymentattempt",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_for",
                        to="billing_app.paymentattempt",
                    ),
                ),
            ],
            options={"db_table": "billing_app_repairedattempt"},
        ),
    ]

"""
The report of numbers that the next migrations replace: a new, empty table.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0030_no_loose_ends")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="RepairedNumber",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("before", models.CharField(max_length=30, null=True)),
                ("after", models.CharField(max_length=30, null=True)),
                (
                    "repaired_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repaired_number",
                        to="billing_app.invoice",
                    ),
                ),
            ],
            options={"db_table": "billing_app_repaired_number"},
        ),
    ]

"""
How an account is collected, held and written to, and what it was told of cover. Instant: every new
column is empty or has a constant default, so that 2.3 goes on beside it.
"""

from django.db import migrations, models

NEW_COLUMNS = {
    "billingaccount": {
        "collection": models.CharField(
            choices=[("auto", "auto"), ("manual", "manual")], db_default="manual", max_length=10
        ),
        "hold_reason": models.CharField(blank=True, db_default="", max_length=300),
        "billing_email": models.CharField(blank=True, db_default="", max_length=254),
        "purchase_order": models.CharField(blank=True, db_default="", max_length=100),
        "coverage_serial": models.BigIntegerField(db_default=0),
        "locked_through": models.DateField(blank=True, null=True),
    },
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0005_references_are_unique")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model, columns in NEW_COLUMNS.items()
            for name, field in columns.items()
        ),
    ]

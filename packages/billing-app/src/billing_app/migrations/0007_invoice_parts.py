"""
The parts of an invoice's number, when it was finalised and delivered, and whom it asks. Instant.
"""

from django.db import migrations, models

NEW_COLUMNS = {
    "invoice": {
        "legal_entity": models.CharField(blank=True, db_column="entity", max_length=100, null=True),
        "series": models.CharField(blank=True, max_length=20, null=True),
        "year": models.SmallIntegerField(blank=True, null=True),
        "invoice_number": models.BigIntegerField(blank=True, null=True),
        "finalised_at": models.DateTimeField(blank=True, null=True),
        "delivered_at": models.DateTimeField(blank=True, null=True),
        "payer": models.CharField(
            choices=[("employer", "employer"), ("employee", "employee")],
            db_default="employer",
            default="employer",
            max_length=20,
        ),
        "purchase_order": models.CharField(blank=True, db_default="", default="", max_length=100),
    },
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0006_account_terms")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model, columns in NEW_COLUMNS.items()
            for name, field in columns.items()
        ),
    ]

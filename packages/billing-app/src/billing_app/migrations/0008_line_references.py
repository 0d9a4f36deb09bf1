"""
An employee's identifier as text, beside the number that 2.3 reads and writes, and a tax category.
Instant; the text is filled later.
"""

from django.db import migrations, models

NEW_COLUMNS = {
    "invoiceline": {
        "employee_reference": models.CharField(blank=True, max_length=64, null=True),
        "tax_category": models.CharField(db_default="exempt", default="exempt", max_length=30),
    },
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0007_invoice_parts")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model, columns in NEW_COLUMNS.items()
            for name, field in columns.items()
        ),
    ]

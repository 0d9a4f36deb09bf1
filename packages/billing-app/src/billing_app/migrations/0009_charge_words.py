"""
A charge's own days, its payer and tax category, and its employee as text. Instant. The number may be
null from here on: an identifier such as "E-17" has none.
"""

from django.db import migrations, models

KINDS = [(kind, kind) for kind in ("recurring", "adjustment", "fee", "tax", "rounding")]

NEW_COLUMNS = {
    "charge": {
        "employee_reference": models.CharField(blank=True, max_length=64, null=True),
        "starts_on": models.DateField(blank=True, null=True),
        "ends_on": models.DateField(blank=True, null=True),
        "payer": models.CharField(
            choices=[("employer", "employer"), ("employee", "employee")],
            db_default="employer",
            default="employer",
            max_length=20,
        ),
        "tax_category": models.CharField(db_default="exempt", default="exempt", max_length=30),
    },
}


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0008_line_references")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model, columns in NEW_COLUMNS.items()
            for name, field in columns.items()
        ),
        migrations.AlterField(  # DROP NOT NULL, and no more
            model_name="charge",
            name="employee_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="charge",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
    ]

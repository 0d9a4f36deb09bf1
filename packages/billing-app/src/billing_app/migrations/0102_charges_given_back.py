"""
Which credit note gave a charge back: a column without a value, its key checked afterwards.
"""

import django.db.models.deletion
from django.db import migrations, models

from domain_kit.operations import (
    AddCheckNotValid,
    AddForeignKeyNotValid,
    ValidateCheck,
    ValidateForeignKey,
)


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("billing_app", "0101_documents")]

    operations = [
        AddForeignKeyNotValid(
            model_name="charge",
            name="credit_note",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="billing_app.creditnote",
            ),
        ),
        ValidateForeignKey(model_name="charge", name="credit_note"),
        AddCheckNotValid(
            model_name="charge",
            constraint=models.CheckConstraint(
                name="charge_is_on_one_document",
                condition=models.Q(
                    ("line__isnull", True), ("credit_note__isnull", True), _connector="OR"
                ),
            ),
        ),
        ValidateCheck("charge", "charge_is_on_one_document"),
    ]

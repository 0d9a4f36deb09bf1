"""
Every charge has its employee and every payment its account.
"""

import django.db.models.deletion
from django.db import migrations, models

from domain_kit.operations import SetNotNullViaCheck


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing_app", "0037_books")]

    operations = [
        SetNotNullViaCheck("charge", "employee_reference", models.CharField(max_length=64)),
        SetNotNullViaCheck(
            "payment",
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="billing_app.billingaccount",
            ),
        ),
    ]

"""
What new rows obey already, old rows are read for; readers and writers go on meanwhile.
"""

from django.db import migrations

from domain_kit.operations import ValidateCheck, ValidateForeignKey


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing_app", "0018_fill_payment_accounts")]

    operations = [
        ValidateForeignKey("charge", "run"),
        ValidateForeignKey("payment", "account"),
        ValidateCheck("invoice", "invoice_status_is_known"),
    ]

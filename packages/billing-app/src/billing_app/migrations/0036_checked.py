"""
What new rows obey already, old rows are read for; readers and writers go on meanwhile.
"""

from django.db import migrations

from domain_kit.operations import ValidateCheck


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing_app", "0035_numbers_are_unique")]

    operations = [
        ValidateCheck("invoice", "number_present_unless_draft"),
        ValidateCheck("invoice", "invoice_status_is_one"),
    ]

"""
The minor units are there and are the amount: new rows obey at once, old ones are read for it while
the tables are in use.
"""

from django.db import migrations

from billing_app.migrations._minor import minor_is_amount
from domain_kit.operations import AddCheckNotValid, ValidateCheck


class Migration(migrations.Migration):
    atomic = False  # each step commits alone
    dependencies = [("billing_app", "0205_fill_minor")]

    operations = [
        AddCheckNotValid("charge", minor_is_amount("charge")),
        AddCheckNotValid("invoiceline", minor_is_amount("line")),
        AddCheckNotValid("payment", minor_is_amount("payment")),
        AddCheckNotValid("paymentallocation", minor_is_amount("allocation")),
        AddCheckNotValid("creditnote", minor_is_amount("credit_note", "offset_amount")),
        AddCheckNotValid("creditnoteline", minor_is_amount("credit_note_line")),
        AddCheckNotValid("refund", minor_is_amount("refund")),
        AddCheckNotValid("posting", minor_is_amount("posting")),
        ValidateCheck("charge", "charge_minor_is_amount"),
        ValidateCheck("invoiceline", "line_minor_is_amount"),
        ValidateCheck("payment", "payment_minor_is_amount"),
        ValidateCheck("paymentallocation", "allocation_minor_is_amount"),
        ValidateCheck("creditnote", "credit_note_minor_is_amount"),
        ValidateCheck("creditnoteline", "credit_note_line_minor_is_amount"),
        ValidateCheck("refund", "refund_minor_is_amount"),
        ValidateCheck("posting", "posting_minor_is_amount"),
    ]

"""
A column beside each amount that documents and books are made of: the same in minor units.

Without a value, each in an instant. 0204 keeps them in step from then on, 0205 fills in what was.
"""

from django.db import migrations

from billing_app.migrations._minor import AddMinorColumn


class Migration(migrations.Migration):
    atomic = False  # one lock at a time: whoever writes one of these tables goes on to the next
    dependencies = [("billing_app", "0202_currency_scale")]

    operations = [
        AddMinorColumn("charge", "amount_minor"),
        AddMinorColumn("invoiceline", "amount_minor"),
        AddMinorColumn("payment", "amount_minor"),
        AddMinorColumn("paymentallocation", "amount_minor"),
        AddMinorColumn("creditnote", "offset_amount_minor"),
        AddMinorColumn("creditnoteline", "amount_minor"),
        AddMinorColumn("refund", "amount_minor"),
        AddMinorColumn("posting", "amount_minor"),
    ]

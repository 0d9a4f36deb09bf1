"""
The models forget the employee's number and the one invoice of a payment: only 2.3 reads them, and
triggers keep them for it. The columns stay until 3.0.0.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0021_attempt_words")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="charge", name="employee_id"),
                migrations.RemoveField(model_name="invoiceline", name="employee_id"),
                migrations.RemoveField(model_name="payment", name="invoice"),
            ],
        ),
    ]

"""
The columns that 2.3 read go, with the triggers that kept them and finance's first view.

Instant, and for good: take a backup first. Whoever reads billing_export_v1 reads billing_export_v2.
Each statement commits alone, and can be found done; whoever holds a lock for long makes this fail,
not everybody wait: run it again.
"""

from django.db import migrations

DROP = [
    "SET lock_timeout = '3s'",
    "DROP TRIGGER IF EXISTS billing_app_allocation_named ON billing_app_payment_allocation",
    "DROP FUNCTION IF EXISTS billing_app_name_invoice()",
    "DROP TRIGGER IF EXISTS billing_app_allocation_taken_back ON billing_app_payment_allocation",
    "DROP FUNCTION IF EXISTS billing_app_forget_invoice()",
    "DROP TRIGGER IF EXISTS billing_app_payment_allocated ON billing_app_payment",
    "DROP FUNCTION IF EXISTS billing_app_allocate_payment()",
    "DROP TRIGGER IF EXISTS billing_app_payment_forgotten ON billing_app_payment",
    "DROP FUNCTION IF EXISTS billing_app_forget_payment()",
    "ALTER TABLE billing_app_payment DROP COLUMN IF EXISTS invoice_id",
    "DROP TRIGGER IF EXISTS billing_app_invoice_finalised ON billing_app_invoice",
    "DROP FUNCTION IF EXISTS billing_app_fill_finalised()",
    "ALTER TABLE billing_app_invoice DROP CONSTRAINT IF EXISTS invoice_status_is_known",
    "DROP VIEW IF EXISTS billing_export_v1",
    "DROP TRIGGER IF EXISTS billing_app_line_reference ON billing_app_invoiceline",
    "ALTER TABLE billing_app_invoiceline DROP COLUMN IF EXISTS employee_id",
    "DROP TRIGGER IF EXISTS billing_app_charge_reference ON billing_app_charge",
    "ALTER TABLE billing_app_charge DROP COLUMN IF EXISTS employee_id",
    "DROP FUNCTION IF EXISTS billing_app_employee_in_step()",
    "RESET lock_timeout",
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing_app", "0038_never_empty")]

    operations = [
        migrations.RunSQL(
            DROP,
            state_operations=[
                migrations.RemoveConstraint(model_name="invoice", name="invoice_status_is_known")
            ],
        ),
    ]

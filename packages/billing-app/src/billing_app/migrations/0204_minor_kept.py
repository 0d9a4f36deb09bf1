"""
From here on every write of an amount says its minor units as well, 3.1's too; triggers see to it.

What never changes still does not: the minor units of a finalised amount follow from it, whatever
they are set to. Each lock is for an instant.
"""

from django.db import migrations

from billing_app.migrations._minor import KeepMinor, NarrowTrigger

OF_ACCOUNT = "(SELECT currency FROM billing_app_account WHERE id = NEW.account_id)"
OF_INVOICE = """(
    SELECT coalesce(invoice.currency, account.currency) FROM billing_app_invoice invoice
    JOIN billing_app_account account ON account.id = invoice.account_id
    WHERE invoice.id = NEW.invoice_id
)"""
OF_PAYMENT = """(
    SELECT account.currency FROM billing_app_payment payment
    JOIN billing_app_account account ON account.id = payment.account_id
    WHERE payment.id = NEW.payment_id
)"""
OF_NOTE = "(SELECT currency FROM billing_app_credit_note WHERE id = NEW.credit_note_id)"

STAYS = """
BEGIN
    RAISE EXCEPTION 'What is written in % stays. Write what corrects it.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_append_only';
END
"""


def all_but_minor(table: str, columns: str) -> NarrowTrigger:
    return NarrowTrigger(
        f"{table}_stays",
        table=table,
        when=f"BEFORE DELETE OR UPDATE OF {columns}",
        was="BEFORE UPDATE OR DELETE",
        body=STAYS,
    )


def keep(table: str, currency: str, *links: str, column: str = "amount") -> KeepMinor:
    return KeepMinor(table, currency=currency, links=links, column=column)


class Migration(migrations.Migration):
    atomic = False  # each trigger commits alone
    dependencies = [("billing_app", "0203_minor_columns")]

    operations = [
        keep("billing_app_charge", OF_ACCOUNT, "account_id"),
        keep("billing_app_invoiceline", OF_INVOICE, "invoice_id"),
        keep("billing_app_payment", OF_ACCOUNT, "account_id"),
        keep("billing_app_payment_allocation", OF_PAYMENT, "payment_id"),
        keep("billing_app_credit_note", "NEW.currency", "currency", column="offset_amount"),
        keep("billing_app_credit_note_line", OF_NOTE, "credit_note_id"),
        keep("billing_app_refund", OF_ACCOUNT, "account_id"),
        keep("billing_app_posting", "NEW.currency", "currency"),
        all_but_minor("billing_app_posting", "id, entry_id, ledger, amount, currency"),
        all_but_minor(
            "billing_app_credit_note",
            "id, account_id, invoice_id, payment_id, entity, series, year, credit_number, number,"
            " issued_on, currency, reason, offset_amount, issued_at",
        ),
        all_but_minor(
            "billing_app_credit_note_line",
            "id, credit_note_id, position, source_line_id, charge_id, description, amount, kind,"
            " tax_category, ledger",
        ),
    ]

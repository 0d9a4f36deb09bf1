"""
The minor units of every amount from before, in chunks that commit alone; stop it and run it again.

No amount changes. One that has more decimal places than its currency, as 1.5 JPY, has no minor units:
it stays as it is, its column empty, and an alert says so.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

ACCOUNT = ("account.currency", "JOIN billing_app_account account ON account.id = filled.account_id")
INVOICE = (
    "coalesce(invoice.currency, account.currency)",
    """JOIN billing_app_invoice invoice ON invoice.id = filled.invoice_id
    JOIN billing_app_account account ON account.id = invoice.account_id""",
)
PAYMENT = (
    "account.currency",
    """JOIN billing_app_payment payment ON payment.id = filled.payment_id
    JOIN billing_app_account account ON account.id = payment.account_id""",
)
NOTE = (
    "note.currency",
    """JOIN billing_app_credit_note note ON note.id = filled.credit_note_id
    JOIN billing_app_account account ON account.id = note.account_id""",
)
OWN = ("filled.currency", ACCOUNT[1])


# The trigger of 0204 computes; setting the column is what asks it to.
FILL = """
UPDATE {table} SET {column}_minor = NULL
WHERE id BETWEEN %(first)s AND %(last)s AND {column}_minor IS NULL
"""
# A run locks many charges in an order of its own: whoever waited for one would meet it in a deadlock.
FILL_FREE = """
UPDATE billing_app_charge SET amount_minor = NULL WHERE id IN (
    SELECT id FROM billing_app_charge
    WHERE id BETWEEN %(first)s AND %(last)s AND amount_minor IS NULL
    FOR NO KEY UPDATE SKIP LOCKED
)
"""
ALERT = """
INSERT INTO billing_app_alert (id, account_id, kind, subject, text)
SELECT gen_random_uuid(), account.id, 'amount-without-minor-units', filled.id,
    'The {what} ' || filled.id || ' is ' || trim_scale(filled.{column}) || ' ' || {currency}
    || ', more decimal places than the currency has. It stays so, and has no minor units.'
FROM filled {join}
WHERE filled.{column}_minor IS NULL
ON CONFLICT (kind, subject) WHERE resolved_at IS NULL DO NOTHING
"""


def fill(
    what: str, table: str, money: tuple[str, str], *, column: str = "amount"
) -> BackfillInChunks:
    currency, join = money
    filled = FILL.format(table=table, column=column)
    told = ALERT.format(what=what, column=column, currency=currency, join=join)
    return BackfillInChunks(
        f"{what.replace(' ', '_')}_minor",
        table=table,
        statement=f"WITH filled AS ({filled} RETURNING *) {told}",
    )


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0204_minor_kept")]

    operations = [
        BackfillInChunks("free_charge_minor", table="billing_app_charge", statement=FILL_FREE),
        # What a run had locked meanwhile, and the alerts.
        fill("charge", "billing_app_charge", ACCOUNT),
        fill("line", "billing_app_invoiceline", INVOICE),
        fill("payment", "billing_app_payment", ACCOUNT),
        fill("allocation", "billing_app_payment_allocation", PAYMENT),
        fill("credit note", "billing_app_credit_note", OWN, column="offset_amount"),
        fill("credit note line", "billing_app_credit_note_line", NOTE),
        fill("refund", "billing_app_refund", ACCOUNT),
        # Without alerts: what it follows from has them.
        BackfillInChunks(
            "posting_minor",
            table="billing_app_posting",
            statement=FILL.format(table="billing_app_posting", column="amount"),
        ),
    ]

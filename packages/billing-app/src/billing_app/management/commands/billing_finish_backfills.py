"""
Finish what the backfills of 2.4 left over, before 3.0.0 migrates.
"""

from typing import Any

from django.core.management import BaseCommand
from django.db import connection, transaction

CHUNK = 5_000
# Statements of this release on the tables of 2.4, each for a chunk of rows that are left.
STEPS = {
    "charges without a reference": """
        UPDATE billing_app_charge SET employee_reference = employee_id::text WHERE id IN (
            SELECT id FROM billing_app_charge
            WHERE employee_reference IS NULL AND employee_id IS NOT NULL LIMIT %s
        )
    """,
    "lines without a reference": """
        UPDATE billing_app_invoiceline SET employee_reference = employee_id::text WHERE id IN (
            SELECT id FROM billing_app_invoiceline
            WHERE employee_reference IS NULL AND employee_id IS NOT NULL LIMIT %s
        )
    """,
    "invoices that do not say when they were finalised": """
        UPDATE billing_app_invoice invoice
        SET finalised_at = coalesce(invoice.finalised_at, invoice.created_at),
            entity = coalesce(invoice.entity, account.legal_entity)
        FROM billing_app_account account
        WHERE account.id = invoice.account_id AND invoice.id IN (
            SELECT id FROM billing_app_invoice
            WHERE (finalised_at IS NULL OR entity IS NULL) AND status <> 'draft'
              AND (status NOT IN ('cancelled', 'void') OR number IS NOT NULL) LIMIT %s
        )
    """,
    "payments without an allocation": """
        INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)
        SELECT id, id, invoice_id, amount FROM billing_app_payment payment
        WHERE invoice_id IS NOT NULL AND reversed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM billing_app_payment_allocation WHERE payment_id = payment.id
        ) LIMIT %s
        ON CONFLICT (id) DO NOTHING
    """,
    "payments without an account": """
        UPDATE billing_app_payment payment SET account_id = invoice.account_id
        FROM billing_app_invoice invoice
        WHERE invoice.id = payment.invoice_id AND payment.id IN (
            SELECT id FROM billing_app_payment
            WHERE account_id IS NULL AND invoice_id IS NOT NULL LIMIT %s
        )
    """,
}


class Command(BaseCommand):
    """
    In chunks that commit alone: stop it and run it again. Only on the tables of 2.4.
    """

    help = "Fill what the backfills of 2.4 left over, so that 3.0.0 can migrate."

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Say how many rows of each kind there were.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('billing_app_repaired_number')")
            if cursor.fetchone()[0]:
                self.stdout.write("3.0.0 has migrated already. There is nothing to finish.")
                return
        for what, statement in STEPS.items():
            done = 0
            while rows := self._chunk(statement):
                done += rows
            self.stdout.write(f"{done} {what}")

    def _chunk(self, statement: str) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [CHUNK])
            return int(cursor.rowcount)

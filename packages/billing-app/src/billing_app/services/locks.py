"""
In which order does every command of this domain lock what it changes?

Account, then invoice, then payments, attempts and allocations, and last the number series. A lock
never waits for what somebody with a later lock may hold.
"""

from uuid import UUID

from billing_app import models


def lock_account(account_id: UUID) -> models.BillingAccount:
    """
    The account, locked until the transaction ends; rows that refer to it may be written meanwhile.
    """
    return models.BillingAccount.objects.select_for_update(no_key=True).get(pk=account_id)


def lock_invoice(invoice_id: UUID) -> models.Invoice:
    """
    The invoice as it is now, locked until the transaction ends, and its account before it.
    """
    account_id = models.Invoice.objects.values_list("account_id", flat=True).get(pk=invoice_id)
    account = lock_account(account_id)
    row = models.Invoice.objects.select_for_update(no_key=True).get(pk=invoice_id)
    row.account = account
    return row


def lock_account_of(employer_id: UUID) -> models.BillingAccount | None:
    """
    The employer's account, locked until the transaction ends; None if there is none.
    """
    rows = models.BillingAccount.objects.select_for_update(no_key=True)
    return rows.filter(employer_id=employer_id).first()

"""
Document the charges that are on no document yet.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, QuerySet, Sum, When

from billing_app import models
from billing_app.data import Payer
from billing_app.services.give_back import give_back
from billing_app.services.locks import lock_account
from billing_app.services.put_charges import put_charges, take_off

# Half of what one payment can be: the other half is for taxes.
MOST_OF_A_DRAFT = Decimal(49_999_999_999)


def draft_waiting(
    account: models.BillingAccount, *, month: dt.date, issued_on: dt.date
) -> dict[Payer, UUID]:
    """
    Document all that waits of the months up to `month`: a draft for each payer who owes more than is
    to be given back (C-32), and credit notes where it is less (C-26). The drafts are answered; of
    one that no payment could pay, divided into several, the first.

    Needs the lock of the account's runs; that of its row only where something is given back.
    """
    drafts = {}
    for payer in Payer:
        waiting = models.Charge.objects.filter(
            account=account,
            line=None,
            credit_note=None,
            month__lte=month,
            payer=payer.value,
        )
        total = waiting.aggregate(total=Sum("amount"))["total"]
        if total is None:
            continue
        drafted = None
        for part in _parts(waiting, total) if total > 0 else ():
            made = _draft(account, payer, month, issued_on, part)
            drafted = drafted or made
        if drafted is None:
            asked = give_back(lock_account(account.pk), payer, waiting, issued_on)
            drafted = _draft(account, payer, month, issued_on, asked) if asked else None
        if drafted is not None:
            drafts[payer] = drafted
    return drafts


def _parts(waiting: "QuerySet[models.Charge]", total: Decimal) -> Iterator[list[UUID] | None]:
    """
    The charges of each draft; None: all of them on one. What is given back goes on the first.
    """
    if total <= MOST_OF_A_DRAFT:
        yield None
        return
    part: list[UUID] = []
    sum_of_part = Decimal()
    in_order = waiting.order_by(
        Case(When(amount__lt=0, then=0), default=1), "month", "employee_reference", "id"
    )
    for charge_id, amount in in_order.values_list("id", "amount").iterator():
        if part and sum_of_part > 0 and sum_of_part + amount > MOST_OF_A_DRAFT:
            yield part
            part, sum_of_part = [], Decimal()
        part.append(charge_id)
        sum_of_part += amount
    yield part


def _draft(
    account: models.BillingAccount,
    payer: Payer,
    month: dt.date,
    issued_on: dt.date,
    charges: list[UUID] | None,
) -> UUID | None:
    invoice = models.Invoice.objects.create(
        account=account,
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(days=account.terms_days),
        currency=account.currency,
        purchase_order=account.purchase_order,
        payer=payer.value,
    )
    if put_charges(invoice, month=month, charges=charges):
        lines = models.InvoiceLine.objects.filter(invoice=invoice)
        if lines.aggregate(total=Sum("amount"))["total"] >= 0:
            return invoice.pk
        # More tax is given back than is owed: a premium's is lower than a fee's.
        take_off(invoice)
        lines.delete()
    # Or something was given back since the sum was looked at, and now more is than is owed.
    invoice.delete()
    return None

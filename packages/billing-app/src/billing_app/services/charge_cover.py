"""
Charge one source for one month: what it should cost minus what was charged before.
"""

from decimal import Decimal

from django.db.models import Count, Sum

from billing_app import models
from billing_app.data import ChargeKind, CoverageLine
from billing_app.rules.charges import still_to_charge
from domain_kit.money import CurrencyMismatch, Money
from domain_kit.periods import Period


def charge_cover(
    account: models.BillingAccount, line: CoverageLine, month: Period
) -> models.Charge | None:
    """
    Write the difference as one charge; nothing when there is none. Needs the account's row locked:
    two runs at once would both find the same sum.

    Raises:
        CurrencyMismatch: if the cover is priced in another currency than the account's.
    """
    require_currency(account, line)
    charged = models.Charge.objects.filter(
        account=account, source_id=line.source_id, month=month.start
    )
    before = charged.aggregate(amount=Sum("amount", default=Decimal()), number=Count("id"))
    row = difference(account, line, month, charged=before["amount"], number=before["number"])
    if row is not None:
        row.save(force_insert=True)
    return row


def require_currency(account: models.BillingAccount, line: CoverageLine) -> None:
    """
    Raises:
        CurrencyMismatch: if the cover is priced in another currency than the account's.
    """
    if line.monthly.currency != account.currency:
        raise CurrencyMismatch(account.currency, line.monthly.currency)


def difference(
    account: models.BillingAccount,
    line: CoverageLine,
    month: Period,
    *,
    charged: Decimal,
    number: int,
) -> models.Charge | None:
    """
    The charge that a month still needs, not stored yet, after `number` charges of `charged` in
    all (C-25); None if it needs none.
    """
    amount = still_to_charge(line, month, charged=Money.of(charged, account.currency))
    if not amount:
        return None
    return models.Charge(
        account=account,
        source_id=line.source_id,
        employee_reference=str(line.employee_id),
        month=month.start,
        kind=ChargeKind.ADJUSTMENT if number else ChargeKind.RECURRING,
        description=line.description,
        amount=amount.amount,
        dedupe_key=f"{account.pk.hex}:{line.source_id}:{month.start:%Y-%m}:{number}",
    )


def lock_account(account_id: object) -> models.BillingAccount:
    """
    The account, locked until the transaction ends.
    """
    return models.BillingAccount.objects.select_for_update().get(pk=account_id)

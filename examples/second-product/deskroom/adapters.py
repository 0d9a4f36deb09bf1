"""
What does billing ask this product? What is covered, and for the money.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum

from billing_app import api as billing
from deskroom.models import CURRENCY, Company, Desk, WalletEntry
from domain_kit.money import Money
from domain_kit.periods import Period


def line_of(desk: Desk) -> billing.CoverageLine:
    """
    A desk as billing knows it: what it costs a month, and its days.
    """
    return billing.CoverageLine(
        source_id=desk.id,
        employer_id=desk.company_id,
        employee_id=desk.member,
        description="Desk",
        coverage=_days(desk),
        monthly=Money(minor=desk.monthly_cents, currency=CURRENCY),
    )


def _days(desk: Desk) -> Period | None:
    if desk.ends_on is not None and desk.ends_on < desk.starts_on:
        return None
    return Period.inclusive(desk.starts_on, desk.ends_on)


class DeskCoverage:
    """
    BILLING_COVERAGE_SOURCE.
    """

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterator[billing.CoverageLine]:
        """
        Every desk with a day in the month, or in the months if there are several.
        """
        ends_later = Q(ends_on=None) | Q(ends_on__gte=month.start)
        desks = Desk.objects.filter(
            ends_later, company_id=employer_id, starts_on__lte=month.last
        ).iterator(chunk_size=2_000)
        return map(line_of, desks)


class WalletGateway:
    """
    BILLING_PAYMENT_GATEWAY: companies pay beforehand, and invoices are taken from that.
    """

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        Take the amount, once an attempt. Too little in the wallet is a no, until it is filled.
        """
        with transaction.atomic():
            # One at a time a company: two charges cannot spend the same money.
            companies = Company.objects.select_for_update()
            company_id = companies.get(billing_account=request.account_id).pk
            taken = WalletEntry.objects.filter(attempt_id=request.attempt_id).first()
            if taken is None:
                if balance(company_id) < request.amount.minor:
                    return billing.Declined(code="wallet-too-low", retryable=True)
                taken = WalletEntry.objects.create(
                    company_id=company_id,
                    cents=-request.amount.minor,
                    attempt_id=request.attempt_id,
                )
        return billing.Succeeded(reference=f"wallet-{taken.attempt_id}")

    def fetch(self, reference: str) -> billing.Outcome | billing.NotFound:
        """
        What became of an attempt, by its id or by the reference of a success.
        """
        attempt_id = UUID(reference.removeprefix("wallet-"))
        taken = WalletEntry.objects.filter(attempt_id=attempt_id).first()
        if taken is None:
            return billing.NotFound(reason="nothing was taken from a wallet for it")
        return billing.Succeeded(reference=f"wallet-{attempt_id}")


def balance(company_id: UUID) -> int:
    """
    What is in a company's wallet, in cents.
    """
    entries = WalletEntry.objects.filter(company_id=company_id)
    return int(entries.aggregate(sum=Sum("cents"))["sum"] or 0)

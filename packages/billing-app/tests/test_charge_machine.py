"""
Do the charges of every month add up to what its cover costs, whatever happens in which order?
"""

import datetime as dt
import uuid

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from billing_app import api, models
from billing_app.rules.parts import parts_of_month
from billing_app.testing.fakes import FixedCoverage
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period

FIRST = dt.date(2027, 1, 1)
MONTHS = st.integers(1, 6).map(lambda number: dt.date(2027, number, 1))
DAYS = st.tuples(st.integers(0, 180), st.none() | st.integers(0, 120)).map(
    lambda drawn: Period(
        start=FIRST + dt.timedelta(days=drawn[0]),
        end=None if drawn[1] is None else FIRST + dt.timedelta(days=drawn[0] + drawn[1] + 1),
    )
)
PRICES = st.sampled_from(["10.00", "33.33", "85.01"])


class ChargeMachine(RuleBasedStateMachine):
    """
    Four sources of two employees, in pairs that are parts of one month's price.
    """

    def __init__(self):
        super().__init__()
        self.employer = uuid.uuid4()
        self.finance = Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({self.employer}))
        self.lines: dict[uuid.UUID, api.CoverageLine] = {}
        self.named: set[uuid.UUID] = set()
        self.keys = 0

    def key(self) -> str:
        self.keys += 1
        return f"key {self.keys}"

    @initialize()
    def open(self):
        api.open_account(
            actor=self.finance,
            idempotency_key=self.key(),
            employer_id=self.employer,
            legal_entity="Northern Mutual Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        # Every month is open from here on: what only the source knows of the time before the first
        # charge is billed by nobody (ADR 0020).
        self.told_at_once(4, Period.month(FIRST), "10.00", FIRST)

    def line(self, number: int, days: Period | None, price: str) -> api.CoverageLine:
        source = uuid.uuid5(self.employer, str(number))
        line = api.CoverageLine(
            source_id=source,
            employer_id=self.employer,
            employee_id=number // 2 + 1,
            description="Private medical, Standard",
            coverage=days,
            monthly=Money.of(price, "GBP"),
        )
        self.lines[source] = line
        FixedCoverage.lines[:] = [each for each in self.lines.values() if each.coverage]
        return line

    @rule(number=st.integers(0, 3), days=st.none() | DAYS, price=PRICES, month=MONTHS)
    def told_at_once(self, number, days, price, month):
        """
        Enrolled, ended, enrolled again: the change and its charge in one transaction.
        """
        line = self.line(number, days, price)
        api.record_coverage(actor=self.finance, idempotency_key=self.key(), line=line, month=month)

    @rule(number=st.integers(0, 3), days=st.none() | DAYS, price=PRICES)
    def corrected_without_a_word(self, number, days, price):
        """
        Only the source knows, as after an import. What it has never named in a run it cannot end:
        billing was told of that and is told of its end.
        """
        if days is None and uuid.uuid5(self.employer, str(number)) not in self.named:
            return
        self.line(number, days, price)

    @rule(month=MONTHS, twice=st.booleans())
    def billed(self, month, twice):
        charges = models.Charge.objects.filter(account__employer_id=self.employer)
        first = min([month, *charges.values_list("month", flat=True)])
        self.run(month)
        if twice:
            before = charges.count()
            assert self.run(month) is None
            assert charges.count() == before
        self.require_right(first, month)
        waiting = charges.filter(line=None, month__lte=month).values_list("amount", flat=True)
        assert sum(waiting) <= 0
        assert not any(
            invoice.total.minor < 0
            for invoice in api.list_invoices(
                actor=self.finance, employer_id=self.employer, limit=100
            )
        )

    @rule(month=MONTHS)
    def previewed(self, month):
        before = models.Charge.objects.filter(account__employer_id=self.employer).count()
        api.preview_billing(actor=self.finance, employer_id=self.employer, month=month)
        after = models.Charge.objects.filter(account__employer_id=self.employer).count()
        assert before == after

    @rule()
    def cancelled(self):
        drafts = models.Invoice.objects.filter(
            account__employer_id=self.employer, status="draft"
        ).values_list("pk", flat=True)
        for draft in drafts:
            api.void_invoice(actor=self.finance, idempotency_key=self.key(), invoice_id=draft)

    def run(self, month):
        self.named.update(each.source_id for each in FixedCoverage.lines)
        return api.run_billing(
            actor=self.finance,
            idempotency_key=self.key(),
            employer_id=self.employer,
            month=month,
            issued_on=month,
        )

    def require_right(self, first, last):
        charged: dict[tuple[uuid.UUID, dt.date], Money] = {}
        for charge in models.Charge.objects.filter(account__employer_id=self.employer):
            key = charge.source_id, charge.month
            charged[key] = charged.get(key, Money.zero("GBP")) + Money.of(charge.amount, "GBP")
        month = Period.month(first)
        while month.start <= last:
            for source, amount in self.cost(month).items():
                found = charged.get((source, month.start), Money.zero("GBP"))
                assert found == amount, (source, month)
            month = Period.month(month.end)

    def cost(self, month: Period) -> dict[uuid.UUID, Money]:
        """
        What each source costs in a month, by the rule.
        """
        found = {source: Money.zero("GBP") for source in self.lines}
        groups: dict[tuple[object, Money], list[api.CoverageLine]] = {}
        for line in self.lines.values():
            if line.coverage and line.coverage.intersection(month):
                groups.setdefault((line.employee_id, line.monthly), []).append(line)
        for (_, price), lines in groups.items():
            lines.sort(key=lambda line: (max(line.coverage.start, month.start), line.source_id))
            parts = parts_of_month(price, [line.coverage for line in lines], month)
            found.update(zip((line.source_id for line in lines), parts, strict=True))
        return found


@pytest.mark.django_db
def test_charges_add_up_to_what_cover_costs():
    run_state_machine_as_test(
        ChargeMachine,
        settings=settings(max_examples=20, stateful_step_count=14, deadline=None, derandomize=True),
    )

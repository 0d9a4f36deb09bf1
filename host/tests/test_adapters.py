"""
Do the adapters between two domains translate faithfully, refusals included?
"""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters import electing
from host.adapters.catalogue import HostCatalogue
from host.adapters.charging import ChargeForCover
from host.adapters.coverage import EnrolmentCoverage
from host.adapters.fitting import has
from tests.conftest import ACME, GLOBEX

MEDICAL_2027 = uuid.UUID("01900000-0000-7000-8000-0000000001a1")
DENTAL_2027 = uuid.UUID("01900000-0000-7000-8000-0000000001b1")
FEBRUARY = Period.month(dt.date(2027, 2, 1))
pytestmark = pytest.mark.usefixtures("seeded")


def somebody(role: Role, employer_id: str = ACME) -> Actor:
    return Actor(id="somebody", role=role, employer_ids=frozenset({uuid.UUID(employer_id)}))


def acme_charges() -> tuple[billing.Charge, ...]:
    return billing.list_charges(actor=somebody(Role.FINANCE), employer_id=uuid.UUID(ACME))


def enrol() -> enrolments.Enrolment:
    return electing.enrol(
        actor=somebody(Role.HR),
        idempotency_key="enrol",
        employee_id=2,
        option_id=DENTAL_2027,
        starts_on=dt.date(2027, 2, 15),
    )


def last_change() -> enrolments.EnrolmentChange:
    *_, change = enrolments.changes_since(actor=somebody(Role.HR), employer_id=uuid.UUID(ACME))
    return change


def test_every_port_is_implemented():
    call_command("check", "--fail-level", "WARNING")


class TestHostCatalogue:
    def test_quotes_the_price_of_the_day(self):
        quote = HostCatalogue().quote(
            actor=somebody(Role.EMPLOYEE), option_id=MEDICAL_2027, on=dt.date(2027, 2, 10)
        )

        assert quote.monthly == Money.of("60.00", "GBP")
        assert quote.label == "Private medical, Standard"
        assert quote.available == Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    def test_passes_the_reason_of_a_refusal_on(self):
        with pytest.raises(enrolments.NotOffered, match="in its plan year") as refusal:
            HostCatalogue().quote(
                actor=somebody(Role.EMPLOYEE), option_id=MEDICAL_2027, on=dt.date(2031, 1, 1)
            )

        assert refusal.value.option_id == MEDICAL_2027

    def test_does_not_know_another_employers_option(self):
        with pytest.raises(enrolments.NotOffered, match="There is no plan option"):
            HostCatalogue().quote(
                actor=somebody(Role.EMPLOYEE, GLOBEX),
                option_id=MEDICAL_2027,
                on=dt.date(2027, 2, 10),
            )


class TestChargeForCover:
    def test_charges_the_month_a_change_takes_effect_in(self):
        before = acme_charges()

        made = enrol()

        (charge,) = [charge for charge in acme_charges() if charge not in before]
        assert (charge.source_id, charge.month) == (made.id, FEBRUARY)
        # C-01: 15 to 28 February is 14 of 28 days of 12.50.
        assert charge.amount == Money.of("6.25", "GBP")

    def test_a_change_told_twice_is_charged_once(self):
        enrol()
        charged = acme_charges()

        ChargeForCover().enrolment_changed(last_change())

        assert acme_charges() == charged

    def test_a_cancelled_enrolment_is_given_back(self):
        before = sum((c.amount for c in acme_charges()), Money.zero("GBP"))
        made = enrol()

        enrolments.cancel(
            actor=somebody(Role.HR), idempotency_key="c", enrolment_id=made.id, reason="by mistake"
        )

        assert sum((c.amount for c in acme_charges()), Money.zero("GBP")) == before


class TestEnrolmentCoverage:
    def test_names_every_cover_with_a_day_in_the_month(self):
        made = enrol()

        lines = EnrolmentCoverage().coverage(employer_id=uuid.UUID(ACME), month=FEBRUARY)

        (line,) = [line for line in lines if line.source_id == made.id]
        assert line.coverage == made.coverage
        assert line.coverage.start == dt.date(2027, 2, 15)
        assert (str(line.employee_id), line.monthly) == ("2", Money.of("12.50", "GBP"))

    def test_answers_several_months_at_once(self):
        made = enrol()
        quarter = Period(start=dt.date(2027, 1, 1), end=dt.date(2027, 4, 1))

        lines = EnrolmentCoverage().coverage(employer_id=uuid.UUID(ACME), month=quarter)

        assert [line.source_id for line in lines].count(made.id) == 1

    def test_a_change_and_the_source_tell_the_same(self, monkeypatch):
        told = []
        monkeypatch.setattr(billing, "record_coverage", lambda **said: told.append(said["line"]))
        made = enrol()

        lines = EnrolmentCoverage().coverage(employer_id=uuid.UUID(ACME), month=FEBRUARY)

        (line,) = [line for line in lines if line.source_id == made.id]
        assert told == [line]

    @pytest.mark.skipif(not has(billing.CoverageLine, "proration"), reason="billing before 2.4")
    def test_tells_how_the_plan_is_charged_and_what_belongs_together(self):
        made = enrol()

        lines = EnrolmentCoverage().coverage(employer_id=uuid.UUID(ACME), month=FEBRUARY)

        (line,) = [line for line in lines if line.source_id == made.id]
        assert (line.proration, line.group) == ("daily", f"2 {made.benefit_id}")
        assert line.employer_monthly == made.employer_part

    def test_keeps_to_the_employer_that_is_asked_about(self):
        lines = EnrolmentCoverage().coverage(employer_id=uuid.UUID(GLOBEX), month=FEBRUARY)

        assert {str(line.employer_id) for line in lines} == {GLOBEX}

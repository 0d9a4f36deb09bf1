"""
Ports that answer without a host: a catalogue of seven options and a directory of twelve people.

A test that needs another answer sets a class attribute (`FakeCatalogue.open_now = False`) with
pytest's monkeypatch, or names a subclass in the setting.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data import (
    SELF,
    Eligibility,
    EmployeeFacts,
    EnrolmentChange,
    LifeEventTerms,
    Person,
    Quote,
    QuoteLine,
    QuoteRequest,
    Successor,
    Window,
)
from enrolments_app.errors import EmployeeNotFound, MemberNotCoverable, NotOffered
from enrolments_app.testing import ids

YEAR_2027 = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
YEAR_2028 = Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31))
YEARS = {
    ids.YEAR_2027: YEAR_2027,
    ids.YEAR_2028: YEAR_2028,
    ids.GLOBEX_YEAR_2027: YEAR_2027,
    ids.KYOTO_YEAR_2027: YEAR_2027,
}
CURRENCIES = {ids.KYOTO: "JPY"}
MEDICAL, DENTAL, CYCLE = "Private medical, Standard", "Dental, Standard", "Cycle to work, Standard"
OPTIONS = {
    ids.MEDICAL_2027: (ids.MEDICAL, ids.ACME, "60.00", MEDICAL, ids.YEAR_2027),
    ids.MEDICAL_PLUS_2027: (ids.MEDICAL, ids.ACME, "90.00", "Private medical, Plus", ids.YEAR_2027),
    ids.MEDICAL_2028: (ids.MEDICAL, ids.ACME, "63.00", MEDICAL, ids.YEAR_2028),
    ids.DENTAL_2027: (ids.DENTAL, ids.ACME, "12.50", DENTAL, ids.YEAR_2027),
    ids.CYCLE_2027: (ids.CYCLE, ids.ACME, "25.00", CYCLE, ids.YEAR_2027),
    ids.GLOBEX_MEDICAL_2027: (
        ids.GLOBEX_MEDICAL,
        ids.GLOBEX,
        "72.00",
        MEDICAL,
        ids.GLOBEX_YEAR_2027,
    ),
    ids.KYOTO_MEDICAL_2027: (ids.KYOTO_MEDICAL, ids.KYOTO, "9000", MEDICAL, ids.KYOTO_YEAR_2027),
}
COVERABLE = frozenset({SELF, "spouse", "partner", "child", "parent", "other"})


class FakeCatalogue:
    """
    Offers seven options; the employer pays `employer_share` of each price, and everybody is eligible
    unless `reasons` says why not.
    """

    prices: ClassVar[dict[UUID, str]] = {}
    """Prices that differ from OPTIONS."""
    per_dependant: ClassVar[str] = "0.00"
    employer_share: ClassVar[Decimal] = Decimal(1)
    funding: ClassVar[str] = "employer_paid"
    guaranteed: ClassVar[Money | None] = None
    open_now: ClassVar[bool] = True
    closed_to_new: ClassVar[frozenset[UUID]] = frozenset()
    """Options that are kept by those alone who have them."""
    reasons: ClassVar[tuple[str, ...]] = ()
    terms: ClassVar[LifeEventTerms | None] = None

    def quote(
        self,
        *,
        actor: Actor,
        option_id: UUID,
        on: dt.date,
        people: Sequence[Person] = (),
        cover: Money | None = None,
    ) -> Quote:
        """
        Raises:
            NotOffered: for any other option.
            MemberNotCoverable: for a relationship that is not in COVERABLE.
        """
        if option_id not in OPTIONS:
            raise NotOffered(option_id, on, "there is no such option.")
        for place, person in enumerate(people):
            if person.relationship not in COVERABLE:
                raise MemberNotCoverable(f"people.{place}", person.key, "it is no member")
        benefit_id, employer_id, price, label, year = OPTIONS[option_id]
        currency = CURRENCIES.get(employer_id, "GBP")
        base = Money.of(self.prices.get(option_id, price), currency)
        each = Money.of(self.per_dependant if currency == "GBP" else "0", currency)
        others = [person for person in people if person.relationship != SELF]
        monthly = base
        for _ in others:
            monthly += each
        employer = Money(minor=int(monthly.minor * self.employer_share), currency=currency)
        return Quote(
            option_id=option_id,
            benefit_id=benefit_id,
            plan_id=ids.PLAN,
            employer_id=employer_id,
            monthly=monthly,
            available=YEARS[year],
            label=label,
            plan_year_id=year,
            lines=(
                QuoteLine(key="", amount=base),
                *(QuoteLine(key=person.key, amount=each) for person in others),
            )
            if each.minor
            else (),
            employer_part=employer,
            employee_part=monthly - employer,
            funding=self.funding,
            tier="employee_only" if not others else "family",
            cover=cover,
            guaranteed=self.guaranteed,
            hash=f"{option_id.hex[-4:]}-{monthly.minor}",
            closed_to_new=option_id in self.closed_to_new,
        )

    def quote_many(
        self, *, actor: Actor, requests: Sequence[QuoteRequest]
    ) -> Sequence[Quote | NotOffered]:
        """
        Each answer as `quote` would give it.
        """
        answers: list[Quote | NotOffered] = []
        for asked in requests:
            try:
                answers.append(
                    self.quote(
                        actor=actor,
                        option_id=asked.option_id,
                        on=asked.on,
                        people=asked.people,
                        cover=asked.cover,
                    )
                )
            except NotOffered as refusal:
                answers.append(refusal)
        return answers

    def windows(self, *, actor: Actor, employer_id: UUID, at: dt.datetime) -> Sequence[Window]:
        """
        A window of each year around the instant, while `open_now`.
        """
        if not self.open_now:
            return ()
        day = dt.timedelta(days=1)
        return tuple(
            Window(
                id=ids.WINDOW,
                plan_year_id=year,
                kind="annual",
                opens_at=at - day,
                closes_at=at + day,
            )
            for year in YEARS
        )

    def eligibility(
        self, *, actor: Actor, facts: EmployeeFacts, benefit_id: UUID, on: dt.date
    ) -> Eligibility:
        """
        Yes, unless there are `reasons`.
        """
        if self.reasons:
            return Eligibility(eligible=False, reasons=self.reasons)
        return Eligibility(eligible=True, first_day=facts.employed.start)

    def life_event(
        self,
        *,
        actor: Actor,
        employer_id: UUID,
        kind: str,
        event_on: dt.date,
        reported_on: dt.date,
    ) -> LifeEventTerms:
        """
        `terms`, or any event for 30 days from the day of the event on.
        """
        return self.terms or LifeEventTerms(
            code=kind,
            name=kind,
            reported_by=event_on + dt.timedelta(days=30),
            allowed_from=event_on,
            effective_on=(event_on,),
            permitted=("enrol", "change_option", "unenrol", "add_dependant", "end_dependant"),
        )

    def plan_year(self, *, actor: Actor, employer_id: UUID, plan_year_id: UUID) -> Period | None:
        """
        The days of one of YEARS.
        """
        return YEARS.get(plan_year_id)

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Successor]:
        """
        Private medical goes on in 2028; for the rest somebody must choose.
        """
        if plan_year_id != ids.YEAR_2027:
            return ()
        return (
            Successor(option_id=ids.MEDICAL_2027, successor_id=ids.MEDICAL_2028),
            Successor(option_id=ids.MEDICAL_PLUS_2027, successor_id=None),
            Successor(option_id=ids.DENTAL_2027, successor_id=None),
            Successor(option_id=ids.CYCLE_2027, successor_id=None),
        )


class FakeDirectory:
    """
    Employees 1 to 6 of ACME, 7 to 9 of GLOBEX, 10 to 12 of KYOTO, hired on 1 January 2020; 6 left in March 2027.
    """

    time_zone: ClassVar[str] = "Europe/London"
    left: ClassVar[dict[str, dt.date]] = {"6": dt.date(2027, 3, 31)}
    """The last day of employment of those who leave."""

    def facts(self, *, employee_id: str | int, on: dt.date) -> EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: for anybody else.
        """
        employers = {str(one): ids.ACME for one in ids.ACME_EMPLOYEES}
        employers |= {str(one): ids.GLOBEX for one in ids.GLOBEX_EMPLOYEES}
        employers |= {str(one): ids.KYOTO for one in ids.KYOTO_EMPLOYEES}
        if str(employee_id) not in employers:
            raise EmployeeNotFound(employee_id)
        employed = Period.inclusive(dt.date(2020, 1, 1), self.left.get(str(employee_id)))
        return EmployeeFacts(
            employee_id=employee_id,
            employer_id=employers[str(employee_id)],
            employed=employed,
            employments=(employed,),
            time_zone=self.time_zone,
            born_on=dt.date(1988, 2, 29),
            annual_salary=Money.of("25000.00", "GBP"),
            hours_per_month=Decimal("162.5"),
        )

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str], on: dt.date
    ) -> Mapping[str, EmployeeFacts]:
        """
        Those of `employee_ids` who are the employer's.
        """
        found: dict[str, EmployeeFacts] = {}
        for employee_id in employee_ids:
            try:
                facts = self.facts(employee_id=employee_id, on=on)
            except EmployeeNotFound:
                continue
            if facts.employer_id == employer_id:
                found[str(employee_id)] = facts
        return found


class FakePayFloor:
    """
    The hours of a month at 12.21 GBP (C-20).
    """

    hourly: ClassVar[Decimal] = Decimal("12.21")

    def floor(self, *, facts: EmployeeFacts, on: dt.date) -> Money:
        """
        Hours times the hourly rate, rounded half up.
        """
        hours = facts.hours_per_month or Decimal(0)
        return Money.of(
            (hours * self.hourly).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP"), "GBP"
        )


class RecordingObserver:
    """
    Remembers what it heard, in `RecordingObserver.heard`.
    """

    heard: ClassVar[list[EnrolmentChange]] = []

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        Keep the change.
        """
        self.heard.append(change)


class RefusingObserver:
    """
    Refuses every change, as a host's billing may.
    """

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("the account is on hold")

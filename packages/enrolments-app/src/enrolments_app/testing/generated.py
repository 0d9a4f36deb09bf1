"""
A world of any size whose identifiers say everything: employers, their options, their people.

`services.generate` fills a database with it, and these ports answer for it without one. Employee n
works for employer (n - 1) modulo `employers`; an option's id holds employer, benefit and year.
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
    Person,
    Quote,
    QuoteLine,
    QuoteRequest,
    Successor,
)
from enrolments_app.errors import EmployeeNotFound, NotOffered
from enrolments_app.rules.generated_world import (
    BENEFITS,
    PER_DEPENDANT,
    PRICES,
    YEAR,
    benefit_id,
    employer_id,
    option_id,
    plan_id,
    plan_year_id,
)
from enrolments_app.testing.fakes import FakeCatalogue, FakeDirectory

HIRED_ON = dt.date(2020, 1, 1)


class GeneratedCatalogue(FakeCatalogue):
    """
    Every option of every employer in every year, at the prices that were generated; the employer
    pays half. `new_prices_on` is a day from which everything costs 1.00 more.
    """

    new_prices_on: ClassVar[dt.date | None] = None

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
            NotOffered: for an id that is no option.
        """
        text = str(option_id)
        if not text.startswith("0190000e-") or text[19:23] != "8000" or not text[24:].isdigit():
            raise NotOffered(option_id, on, "there is no such option.")
        place, benefit, year = int(text[9:13], 16), int(text[15:18], 16), int(text[24:])
        if year < YEAR:
            raise NotOffered(option_id, on, f"the first plan year is {YEAR}.")
        base = Money.of(PRICES[benefit % BENEFITS], "GBP")
        if self.new_prices_on is not None and on >= self.new_prices_on:
            base += Money.of("1.00", "GBP")
        each = Money.of(PER_DEPENDANT, "GBP")
        others = [person for person in people if person.relationship != SELF]
        monthly = base + each * len(others)
        employer = Money(minor=monthly.minor // 2, currency="GBP")
        return Quote(
            option_id=option_id,
            benefit_id=benefit_id(place, benefit),
            plan_id=plan_id(place, benefit, year),
            employer_id=employer_id(place),
            monthly=monthly,
            available=Period.inclusive(dt.date(year, 1, 1), dt.date(year, 12, 31)),
            label=f"Benefit {benefit}",
            plan_year_id=plan_year_id(place, year),
            lines=(
                QuoteLine(key="", amount=base),
                *(QuoteLine(key=person.key, amount=each) for person in others),
            ),
            employer_part=employer,
            employee_part=monthly - employer,
            tier="family" if others else "employee_only",
            hash=f"{benefit}-{year}-{monthly.minor}",
        )

    def quote_many(
        self, *, actor: Actor, requests: Sequence[QuoteRequest]
    ) -> Sequence[Quote | NotOffered]:
        """
        Each answer as `quote` would give it.
        """
        return super().quote_many(actor=actor, requests=requests)

    def eligibility(
        self, *, actor: Actor, facts: EmployeeFacts, benefit_id: UUID, on: dt.date
    ) -> Eligibility:
        """
        Everybody may have everything.
        """
        return Eligibility(eligible=True, first_day=HIRED_ON)

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Successor]:
        """
        The same option of the year after; of the last benefit somebody must choose.
        """
        text = str(plan_year_id)
        place, year = int(text[9:13], 16), int(text[24:])
        return tuple(
            Successor(
                option_id=option_id(place, benefit, year),
                successor_id=None
                if benefit == BENEFITS - 1
                else option_id(place, benefit, year + 1),
            )
            for benefit in range(BENEFITS)
        )


class GeneratedDirectory(FakeDirectory):
    """
    Everybody with a number from 1 to `people`, employed since 1 January 2020 by one of `employers`.
    """

    employers: ClassVar[int] = 1
    people: ClassVar[int] = 1_000_000

    def facts(self, *, employee_id: str | int, on: dt.date) -> EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: for anybody else.
        """
        text = str(employee_id)
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= self.people:
            raise EmployeeNotFound(employee_id)
        employed = Period(start=HIRED_ON, end=None)
        return EmployeeFacts(
            employee_id=employee_id,
            employer_id=employer_id((int(text) - 1) % self.employers),
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
        return super().facts_many(employer_id=employer_id, employee_ids=employee_ids, on=on)

"""
Ports for tests with many people: a directory in which everybody is employed, and a price by age.
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
    EmployeeFacts,
    EnrolmentChange,
    Person,
    Quote,
    QuoteRequest,
    Successor,
)
from enrolments_app.errors import EmployeeNotFound, NotOffered
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue, FakeDirectory

HIRED_ON = dt.date(2020, 1, 1)


class CrowdDirectory(FakeDirectory):
    """
    Whoever has an id from 1 to `people` works for ACME, since 1 January 2020; nobody else exists.
    `asked` counts the questions.
    """

    people: ClassVar[int] = 1_000_000
    asked: ClassVar[int] = 0

    def facts(self, *, employee_id: str | int, on: dt.date) -> EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: for any other id.
        """
        text = str(employee_id)
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= self.people:
            raise EmployeeNotFound(employee_id)
        employed = Period.inclusive(HIRED_ON, self.left.get(text))
        return EmployeeFacts(
            employee_id=employee_id,
            employer_id=ids.ACME,
            employed=employed,
            employments=(employed,),
            time_zone=self.time_zone,
            born_on=dt.date(1988, 2, 29),
        )

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str], on: dt.date
    ) -> Mapping[str, EmployeeFacts]:
        """
        Those of `employee_ids` who exist.
        """
        type(self).asked += 1
        return super().facts_many(employer_id=employer_id, employee_ids=employee_ids, on=on)


class CrowdCatalogue(FakeCatalogue):
    """
    The fake catalogue with new prices from a day on (`rates`), and successors of one's choice.
    With a sum insured, everybody costs `per_thousand` of it. `asked` counts the questions.
    """

    rates: ClassVar[dict[UUID, tuple[dt.date, str]]] = {}
    mapping: ClassVar[dict[UUID, UUID | None]] = {}
    per_thousand: ClassVar[str] = "0.10"
    asked: ClassVar[int] = 0

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
            NotOffered: for an option that there is not.
        """
        first, price = self.rates.get(option_id, (None, ""))
        catalogue = FakeCatalogue()
        catalogue.prices = self.prices  # type: ignore[misc]
        if first is not None and on >= first:
            catalogue.prices = {**self.prices, option_id: price}  # type: ignore[misc]
        catalogue.per_dependant = self.per_dependant  # type: ignore[misc]
        catalogue.employer_share = self.employer_share  # type: ignore[misc]
        catalogue.funding = self.funding  # type: ignore[misc]
        if cover is not None:
            rate = Money.rounded(cover.amount / 1000 * Decimal(self.per_thousand), cover.currency)
            catalogue.prices = {option_id: str(rate.amount)}  # type: ignore[misc]
            catalogue.per_dependant = str(rate.amount)  # type: ignore[misc]
        return catalogue.quote(actor=actor, option_id=option_id, on=on, people=people, cover=cover)

    def quote_many(
        self, *, actor: Actor, requests: Sequence[QuoteRequest]
    ) -> Sequence[Quote | NotOffered]:
        """
        Each answer as `quote` would give it.
        """
        type(self).asked += 1
        return super().quote_many(actor=actor, requests=requests)

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Successor]:
        """
        `mapping`, or what the fake catalogue says.
        """
        if not self.mapping:
            return super().successors(actor=actor, plan_year_id=plan_year_id)
        return tuple(
            Successor(option_id=option_id, successor_id=successor_id)
            for option_id, successor_id in self.mapping.items()
        )


class BatchObserver:
    """
    Hears of many changes at once, in `BatchObserver.heard`.
    """

    heard: ClassVar[list[tuple[EnrolmentChange, ...]]] = []

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        One change is a batch of one.
        """
        self.heard.append((change,))

    def enrolments_changed(self, changes: Sequence[EnrolmentChange]) -> None:
        """
        Keep the batch.
        """
        self.heard.append(tuple(changes))

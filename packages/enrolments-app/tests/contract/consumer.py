"""
What a host writes against enrolments_app.api: type-checked on two releases, never run.

`wheelwright compare` lets mypy judge it on the old release, where it must pass, and on the new one.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api


class Catalogue:
    def quote(
        self,
        *,
        actor: Actor,
        option_id: UUID,
        on: dt.date,
        people: Sequence[Any] = (),
        cover: Money | None = None,
    ) -> api.Quote:
        return api.Quote(
            option_id=option_id,
            benefit_id=option_id,
            plan_id=option_id,
            employer_id=option_id,
            monthly=Money(minor=6000, currency="GBP"),
            available=Period.month(on),
            label=f"Private medical, for {actor.id}",
        )

    # What 2.0.0 asks for besides, in words that 1.6 has as well.
    def quote_many(self, *, actor: Actor, requests: Sequence[Any]) -> Sequence[Any]:
        return [
            self.quote(actor=actor, option_id=asked.option_id, on=asked.on) for asked in requests
        ]

    def windows(self, *, actor: Actor, employer_id: UUID, at: dt.datetime) -> Sequence[Any]:
        return ()

    def eligibility(self, *, actor: Actor, facts: Any, benefit_id: UUID, on: dt.date) -> Any:
        return None

    def life_event(
        self, *, actor: Actor, employer_id: UUID, kind: str, event_on: dt.date, reported_on: dt.date
    ) -> Any:
        return None

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Any]:
        return ()


class Directory:
    def facts(self, *, employee_id: int | str, on: dt.date) -> api.EmployeeFacts:
        return api.EmployeeFacts(
            employee_id=int(employee_id),
            employer_id=UUID(int=int(employee_id)),
            employed=Period.month(on),
            time_zone="Europe/London",
        )

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str], on: dt.date
    ) -> Mapping[str, api.EmployeeFacts]:
        return {each: self.facts(employee_id=each, on=on) for each in employee_ids}


class Observer:
    first: dict[UUID, tuple[dt.date, Money]]

    def enrolment_changed(self, change: api.EnrolmentChange) -> None:
        if change.kind is api.ChangeKind.INITIAL and change.previous_coverage is None:
            self.first[change.enrolment_id] = (change.effective_on, change.monthly)


catalogue: api.BenefitCatalogue = Catalogue()
directory: api.EmployeeDirectory = Directory()
observer: api.EnrolmentObserver = Observer()


def choose(actor: Actor, option_id: UUID, on: dt.date) -> str:
    child = api.Dependant(key="a", name="Ada", relationship="child", born_on=on)
    try:
        enrolment: api.Enrolment = api.enrol(
            actor=actor,
            idempotency_key="enrol",
            election=api.ElectionRequest(
                employee_id=1, option_id=option_id, starts_on=on, dependants=(child,)
            ),
        )
    except (api.NotOffered, api.NotEmployed, api.OverlappingCoverage) as refusal:
        return str(refusal)
    except api.EnrolmentsError as refusal:
        return refusal.code
    return enrolment.label


def leave(actor: Actor, enrolment_id: UUID, on: dt.date) -> dt.date | None:
    ended = api.unenrol(
        actor=actor, idempotency_key="end", enrolment_id=enrolment_id, ends_on=on, reason="left"
    )
    withdrawn = api.cancel(
        actor=actor, idempotency_key="cancel", enrolment_id=ended.id, reason="a mistake"
    )
    return withdrawn.ends_on if withdrawn.status is api.EnrolmentStatus.CANCELLED else None


def look(actor: Actor, employer_id: UUID, enrolment_id: UUID, on: dt.date) -> list[Money]:
    mine = api.get_enrolment(actor=actor, enrolment_id=enrolment_id)
    every = api.list_enrolments(actor=actor, employer_id=employer_id, employee_id=1)
    today = api.coverage_on(actor=actor, employer_id=employer_id, on=on)
    month = api.coverage_between(actor=actor, employer_id=employer_id, first=on, last=on)
    return [mine.monthly, *(each.monthly for each in (*every, *today, *month))]


def feed(actor: Actor, employer_id: UUID, cursor: int) -> int:
    changes: tuple[api.EnrolmentChange, ...] = api.changes_since(
        actor=actor, employer_id=employer_id, cursor=cursor
    )
    return max((change.sequence for change in changes), default=cursor)

"""
What do I have, who is covered with me, and who pays what for it?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.employee.person import Me

# Older releases cannot move an end that is set.
MOVES_ENDS = hasattr(enrolments, "withdraw_end")
EMPLOYER_PAID = "employer_paid"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """
    One benefit I have or will have. `own` is my part of the price of a month, `employers` my
    employer's; without an agreement on parts both are None. `others` are covered beside me.
    """

    enrolment: Any
    state: str
    own: Money | None
    employers: Money | None
    others: tuple[str, ...]
    waits_for_insurer: bool
    may_end: bool

    @property
    def is_now(self) -> bool:
        """
        Whether today is covered.
        """
        return self.state in ("now", "ending")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """
    What cover of today costs in a month, one sum a currency.
    """

    own: tuple[Money, ...]
    employers: tuple[Money, ...]


def mine(person: Me) -> tuple[Any, ...]:
    """
    Every enrolment of mine with this employer, whatever became of it.
    """
    return tuple(
        enrolments.list_enrolments(
            actor=person.actor, employer_id=person.employer_id, employee_id=person.id
        )
    )


def covers(person: Me, all_of_mine: Iterable[Any], *, years: frozenset[UUID]) -> tuple[Cover, ...]:
    """
    What covers today or later, the present first; `years` are the plan years I may choose for.
    """
    rows = [
        each
        for each in all_of_mine
        if each.coverage and (each.ends_on is None or each.ends_on >= person.today)
    ]
    people = _people(person, [each.id for each in rows])
    waiting = _waiting(person)
    found = [
        Cover(
            enrolment=each,
            state=_state(each, person.today),
            own=parts(each)[0],
            employers=parts(each)[1],
            others=tuple(one.name or one.key for one in people.get(each.id, ()) if one.key),
            waits_for_insurer=each.id in waiting,
            may_end=_may_end(each, years),
        )
        for each in rows
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_now, each.enrolment.starts_on)))


def sums(found: Iterable[Cover]) -> Sums:
    """
    Who pays what today.
    """
    now = [each for each in found if each.is_now]
    return Sums(
        own=totals(each.own for each in now), employers=totals(each.employers for each in now)
    )


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """
    One sum a currency; what is not known counts for nothing.
    """
    found: dict[str, Money] = {}
    for amount in amounts:
        if amount is not None:
            known = found.get(amount.currency)
            found[amount.currency] = amount if known is None else known + amount
    return tuple(found.values())


def parts(priced: Any) -> tuple[Money | None, Money | None]:
    """
    My part and my employer's of a month's price; where no parts were agreed, what the funding says.
    """
    own = getattr(priced, "employee_part", None)
    employers = getattr(priced, "employer_part", None)
    if own is None and employers is None and getattr(priced, "funding", "") == EMPLOYER_PAID:
        return Money.zero(priced.monthly.currency), priced.monthly
    return own, employers


def _state(enrolment: Any, today: dt.date) -> str:
    if enrolment.starts_on > today:
        return "soon"
    return "ending" if enrolment.status == enrolments.EnrolmentStatus.ENDED else "now"


def _may_end(enrolment: Any, years: frozenset[UUID]) -> bool:
    if enrolment.ends_on and not MOVES_ENDS:
        return False
    year = getattr(enrolment, "plan_year_id", None)
    return not hasattr(enrolments, "WindowClosed") or (bool(years) and (not year or year in years))


def _people(person: Me, ids: list[UUID]) -> dict[UUID, tuple[Any, ...]]:
    if hasattr(enrolments, "members_of_many"):
        return dict(enrolments.members_of_many(actor=person.actor, enrolment_ids=ids))
    if not hasattr(enrolments, "members_of"):
        return {}
    return {each: enrolments.members_of(actor=person.actor, enrolment_id=each) for each in ids}


def _waiting(person: Me) -> frozenset[UUID]:
    if not hasattr(enrolments, "list_evidence_requests"):
        return frozenset()
    return frozenset(
        each.enrolment_id
        for each in enrolments.list_evidence_requests(
            actor=person.actor,
            employer_id=person.employer_id,
            employee_id=person.id,
            state=enrolments.EvidenceState.PENDING,
        )
    )

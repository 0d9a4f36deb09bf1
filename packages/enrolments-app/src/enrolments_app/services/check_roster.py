"""
Which rows of a roster can be taken, as the directory, the catalogue and the cover there is say?
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import (
    ChangeKind,
    Dependant,
    EmployeeFacts,
    Person,
    Quote,
    QuoteRequest,
    Source,
)
from enrolments_app.data.roster import RosterError, RosterRow
from enrolments_app.errors import (
    MemberNotCoverable,
    NotEligible,
    NotEmployed,
    RetroLimitExceeded,
)
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.waiver import Waiver
from enrolments_app.queries.people_of_many import aged_by
from enrolments_app.queries.values import days_of
from enrolments_app.rules.elections import SALARY_SACRIFICE
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.people import read_people
from enrolments_app.rules.roster import shown
from enrolments_app.services.ask import require_eligible
from enrolments_app.services.chunks import facts_many
from enrolments_app.services.closed_options import require_open_to
from enrolments_app.services.pay_floor import require_pay_floor
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.write_many import Start, start_of

type Taken = dict[tuple[str, UUID], list[tuple[Period, int]]]
"""Days of a benefit that rows before have taken, by employee; and which row it was."""

_FIELDS: dict[type[DomainError], str] = {
    NotEmployed: "starts_on",
    RetroLimitExceeded: "starts_on",
    NotEligible: "employee_id",
    MemberNotCoverable: "dependants",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """
    The cover to write, how many elections are there already, and the errors of the other rows.
    """

    starts: tuple[Start, ...]
    unchanged: int
    errors: tuple[RosterError, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """
    A row whose employee is known, with the people it covers.
    """

    row: RosterRow
    facts: EmployeeFacts
    people: tuple[Person, ...]


def check_rows(
    *,
    actor: Actor,
    employer_id: UUID,
    rows: Sequence[RosterRow],
    override_reason: str,
    taken: Taken,
) -> Checked:
    """
    Look at some rows together: a question to the directory for each first day, one to the
    catalogue for all prices, one to the database for cover and one for waivers. `taken` remembers
    the days of rows before, and is added to.
    """
    errors: list[RosterError] = []
    known = _known(actor, employer_id, rows, override_reason, errors)
    existing = _existing(employer_id, known)
    waived = _waived(known)
    new = [one for one in known if not _is_there(one, existing)]
    starts: list[Start] = []
    sacrifices: dict[str, Money] = {}
    for one, answer in zip(new, _quotes(actor, new), strict=True):
        try:
            start = _start(actor, one, answer)
            _require_pay(start, sacrifices)
        except DomainError as refusal:
            errors.append(_error(one.row, refusal))
            continue
        conflict = _conflict(one, start, existing, waived, taken)
        if conflict:
            errors.append(conflict)
        else:
            starts.append(start)
    return Checked(starts=tuple(starts), unchanged=len(known) - len(new), errors=tuple(errors))


def _known(
    actor: Actor,
    employer_id: UUID,
    rows: Sequence[RosterRow],
    override_reason: str,
    errors: list[RosterError],
) -> list[_Known]:
    facts: dict[tuple[str, dt.date], EmployeeFacts] = {}
    for day in sorted({row.starts_on for row in rows}):
        people = {row.employee_id for row in rows if row.starts_on == day}
        found = facts_many(people, employer_id, on=day)
        facts |= {(employee_id, day): each for employee_id, each in found.items()}
    known = []
    for row in rows:
        person = facts.get((row.employee_id, row.starts_on))
        if person is None:
            errors.append(_nobody(row))
            continue
        try:
            known.append(_allowed(actor, row, person, override_reason))
        except DomainError as refusal:
            errors.append(_error(row, refusal))
    return known


def _allowed(actor: Actor, row: RosterRow, facts: EmployeeFacts, override_reason: str) -> _Known:
    today = today_of(facts)
    require_permission(
        actor=actor,
        employer_id=facts.employer_id,
        plan_year_id=None,
        day=row.starts_on,
        today=today,
        override_reason=override_reason,
    )
    dependants = [
        Dependant(
            key=person.key,
            name=person.name,
            relationship=person.relationship,
            born_on=person.born_on,
        )
        for person in row.dependants
    ]
    return _Known(row=row, facts=facts, people=read_people(dependants, today=today))


def _existing(employer_id: UUID, known: Sequence[_Known]) -> Mapping[str, list[models.Enrolment]]:
    found: dict[str, list[models.Enrolment]] = {}
    if not known:
        return found
    rows = models.Enrolment.objects.filter(
        COUNTS,
        employer_id=employer_id,
        employee_id__in={stored_id(one.row.employee_id) for one in known},
        coverage__overlap=(min(one.row.starts_on for one in known), None),
    )
    for row in rows:
        found.setdefault(str(row.employee_id), []).append(row)
    return found


def _waived(known: Sequence[_Known]) -> Mapping[tuple[str, UUID], list[Period]]:
    found: dict[tuple[str, UUID], list[Period]] = {}
    waivers = Waiver.objects.filter(
        employee_id__in={one.row.employee_id for one in known}, withdrawn_at=None
    )
    for waiver in waivers:
        days = Period(start=waiver.days.lower, end=waiver.days.upper)
        found.setdefault((waiver.employee_id, waiver.benefit_id), []).append(days)
    return found


def _is_there(one: _Known, existing: Mapping[str, list[models.Enrolment]]) -> bool:
    return any(
        row.option_id == one.row.option_id and days_of(row).start == one.row.starts_on
        for row in existing.get(one.row.employee_id, ())
    )


def _quotes(actor: Actor, known: Sequence[_Known]) -> Sequence[Quote | DomainError]:
    if not known:
        return ()
    return conf.benefit_catalogue.resolve().quote_many(
        actor=actor,
        requests=[
            QuoteRequest(
                option_id=one.row.option_id,
                on=one.row.starts_on,
                people=aged_by(one.facts, one.people),
            )
            for one in known
        ],
    )


def _start(actor: Actor, one: _Known, answer: Quote | DomainError) -> Start:
    if isinstance(answer, DomainError):
        raise answer
    require_open_to(actor=actor, facts=one.facts, quote=answer, on=one.row.starts_on)
    start = start_of(
        facts=one.facts,
        quote=answer,
        people=one.people,
        starts_on=one.row.starts_on,
        kind=ChangeKind.INITIAL,
        source=Source.IMPORT,
        reason="imported",
    )
    require_eligible(
        actor=actor, facts=one.facts, benefit_id=answer.benefit_id, on=one.row.starts_on
    )
    return start


def _require_pay(start: Start, sacrifices: dict[str, Money]) -> None:
    """
    Test a salary sacrifice together with those of the rows before (C-20).
    """
    quote = start.quote
    if quote.funding != SALARY_SACRIFICE:
        return
    employee_id = str(start.facts.employee_id)
    before = sacrifices.get(employee_id, Money.zero(quote.monthly.currency))
    # A price that names no parts is the employee's alone.
    together = before + (quote.employee_part or quote.monthly)
    require_pay_floor(facts=start.facts, on=start.days.start, adding=together)
    sacrifices[employee_id] = together


def _conflict(
    one: _Known,
    start: Start,
    existing: Mapping[str, list[models.Enrolment]],
    waived: Mapping[tuple[str, UUID], list[Period]],
    taken: Taken,
) -> RosterError | None:
    key = (one.row.employee_id, start.quote.benefit_id)
    for row in existing.get(one.row.employee_id, ()):
        if row.benefit_id == start.quote.benefit_id and days_of(row).overlaps(start.days):
            return _option_error(
                one.row,
                f"the employee has this benefit already, {days_of(row)}",
                f"End enrolment {row.id} first, or start the day after its last.",
            )
    for days, number in taken.get(key, ()):
        # A chunk that is tried again meets its own rows.
        if number != one.row.number and days.overlaps(start.days):
            return _option_error(
                one.row, f"row {number} gives the employee this benefit", "Keep one of the two."
            )
    if any(days.overlaps(start.days) for days in waived.get(key, ())):
        return _option_error(
            one.row, "the employee has waived this benefit", "Withdraw the waiver first."
        )
    taken.setdefault(key, []).append((start.days, one.row.number))
    return None


def _option_error(row: RosterRow, reason: str, remedy: str) -> RosterError:
    return RosterError(
        row=row.number,
        field="option",
        value=shown(row.option_id),
        reason=reason,
        remedy=remedy,
    )


def _nobody(row: RosterRow) -> RosterError:
    return RosterError(
        row=row.number,
        field="employee_id",
        value=shown(row.employee_id),
        reason="there is no such employee",
        remedy="Correct the id, or add the person to the directory first.",
    )


def _error(row: RosterRow, refusal: DomainError) -> RosterError:
    """
    A refusal's sentence, cut into what happened and what to do next.
    """
    reason, _, remedy = str(refusal).rpartition(". ")
    field = _FIELDS.get(type(refusal), "option")
    value = {
        "starts_on": str(row.starts_on),
        "employee_id": row.employee_id,
        "dependants": getattr(refusal, "key", ""),
        "option": str(row.option_id),
    }[field]
    if isinstance(refusal, MemberNotCoverable):
        field = refusal.place
    return RosterError(
        row=row.number, field=field, value=shown(value), reason=reason or remedy, remedy=remedy
    )

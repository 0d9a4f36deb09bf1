"""
Make one choice into cover: ask, test and write, inside a command that has permission.
"""

import dataclasses
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import ChangeKind, EmployeeFacts, Person, Quote, Source
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of
from enrolments_app.rules.elections import ACTIONS, kind_of_change, require_shown
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.people import read_people
from enrolments_app.services.ask import facts_of, quote_for, require_eligible
from enrolments_app.services.closed_options import require_open_to
from enrolments_app.services.permission import today_of
from enrolments_app.services.place_cover import place_cover
from enrolments_app.services.replace_cover import replace_cover
from enrolments_app.services.request_evidence import guaranteed_quote, request_evidence
from enrolments_app.services.waiver_conflicts import require_not_waived


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    A request with what the ports say of it: `quote` is for the cover asked for.
    """

    request: ElectionRequest
    facts: EmployeeFacts
    people: tuple[Person, ...]
    quote: Quote


def priced(*, actor: Actor, request: ElectionRequest) -> Choice:
    """
    Ask the directory and the catalogue about a request.

    Raises:
        EmployeeNotFound, NotOffered, MemberNotCoverable: as they say.
        ClosedToNew: if the option is closed to new entrants.
        QuoteStale: if another price was shown than that of now (C-11).
    """
    facts = facts_of(actor=actor, employee_id=request.employee_id, on=request.starts_on)
    people = read_people(request.dependants, today=today_of(facts), born_on=facts.born_on)
    quote = quote_for(
        actor=actor,
        option_id=request.option_id,
        on=request.starts_on,
        people=people,
        cover=request.cover,
    )
    require_open_to(actor=actor, facts=facts, quote=quote, on=request.starts_on)
    require_shown(quote, request.quote_hash)
    return Choice(request=request, facts=facts, people=people, quote=quote)


def present_cover(choice: Choice) -> Enrolment | None:
    """
    The cover by the same benefit that a choice takes the place of (C-22); it is locked.
    """
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .filter(
            COUNTS,
            employer_id=choice.facts.employer_id,
            employee_id=stored_id(choice.request.employee_id),
            benefit_id=choice.quote.benefit_id,
            coverage__contains=choice.request.starts_on,
        )
        .first()
    )


def action_of(choice: Choice, present: Enrolment | None) -> str:
    """
    What a choice does, in the words of the catalogue's life events.
    """
    return "enrol" if present is None else ACTIONS[_kind(choice, present)]


def elect(
    *,
    actor: Actor,
    choice: Choice,
    present: Enrolment | None,
    source: Source,
    source_id: UUID | None,
    reason: str,
) -> Enrolment:
    """
    Write the cover of a choice, in place of `present` if there is some.

    Cover above the guaranteed amount starts at that, and waits for evidence (C-18).

    Raises:
        NotEligible: if the rules of the benefit do not allow it.
        OverlappingCoverage: if later cover is in the way (C-21).
        BenefitWaived: if some of the days are waived.
        NotEmployed, NotOffered: if the first day is outside the employment or the plan year.
    """
    starts_on, facts = choice.request.starts_on, choice.facts
    if present is None:
        require_eligible(actor=actor, facts=facts, benefit_id=choice.quote.benefit_id, on=starts_on)
    quote = guaranteed_quote(
        actor=actor, quote=choice.quote, on=starts_on, people=choice.people, present=present
    )
    row = _write(actor, choice, quote, present, source, source_id, reason)
    require_not_waived(
        employee_id=row.employee_id, benefit_id=row.benefit_id, coverage=days_of(row)
    )
    request_evidence(row=row, quote=choice.quote, people=choice.people, present=present)
    return row


def _write(
    actor: Actor,
    choice: Choice,
    quote: Quote,
    present: Enrolment | None,
    source: Source,
    source_id: UUID | None,
    reason: str,
) -> Enrolment:
    if present is None:
        return place_cover(
            actor=actor,
            facts=choice.facts,
            quote=quote,
            people=choice.people,
            starts_on=choice.request.starts_on,
            source=source,
            source_id=source_id,
            reason=reason,
        )
    return replace_cover(
        actor=actor,
        row=present,
        facts=choice.facts,
        quote=quote,
        people=choice.people,
        starts_on=choice.request.starts_on,
        kind=_kind(choice, present),
        source=source,
        source_id=source_id,
        reason=reason,
    )


def _kind(choice: Choice, present: Enrolment) -> ChangeKind:
    before = people_of(present)
    return kind_of_change(
        option=(present.option_id, choice.quote.option_id),
        before=[person.key for person in before],
        after=[person.key for person in choice.people],
    )

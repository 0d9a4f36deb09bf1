"""
Let cover go on without one of its members.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import ChangeKind, EmployeeFacts, Source
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of
from enrolments_app.rules.texts import reason_told
from enrolments_app.services.allowances import claim_allows
from enrolments_app.services.ask import facts_of
from enrolments_app.services.member_covers import covers_of, quote_by_member
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.replace_cover import replace_cover


def drop_member(
    *,
    actor: Actor,
    row: Enrolment,
    key: str,
    from_day: dt.date,
    reason: str,
    claim_id: UUID | None = None,
    override_reason: str = "",
) -> Enrolment:
    """
    The successor of a locked row from a day on, priced for those who stay.

    Raises:
        WindowClosed, RetroLimitExceeded: if the actor may not change cover from that day.
        LifeEventClaimNotFound and others of `claim_allows`: if the life event does not open it.
        NotOffered, NotEmployed: as the catalogue and the directory say.
    """
    facts = facts_of(actor=actor, employee_id=row.employee_id, on=from_day)
    source, source_id = _permission(actor, row, facts, from_day, claim_id, override_reason)
    people = tuple(person for person in people_of(row, born_on=facts.born_on) if person.key != key)
    quote = quote_by_member(
        actor=actor,
        option_id=row.option_id,
        on=from_day,
        people=people,
        covers=covers_of(row, people, on=from_day),
    )
    return replace_cover(
        actor=actor,
        row=row,
        facts=facts,
        quote=quote,
        people=people,
        starts_on=from_day,
        ends_on=days_of(row).last,
        kind=ChangeKind.DEPENDANT_DROP,
        source=source,
        source_id=source_id,
        reason=reason_told(reason, override_reason),
    )


def _permission(
    actor: Actor,
    row: Enrolment,
    facts: EmployeeFacts,
    from_day: dt.date,
    claim_id: UUID | None,
    override_reason: str,
) -> tuple[Source, UUID | None]:
    if claim_id is not None:
        claim = claim_allows(
            actor=actor, claim_id=claim_id, facts=facts, on=from_day, action="end_dependant"
        )
        return Source.LIFE_EVENT, claim.id
    return require_permission(
        actor=actor,
        employer_id=row.employer_id,
        plan_year_id=row.plan_year_id,
        day=from_day,
        today=today_of(facts),
        override_reason=override_reason,
    )

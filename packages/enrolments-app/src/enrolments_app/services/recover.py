"""
Give each member the cover that insurers have decided, from a day on.
"""

import datetime as dt

from domain_kit.actor import Actor
from enrolments_app.data import ChangeKind, Source
from enrolments_app.errors.evidence import EvidenceDayNotCovered
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence_chain import covers_in_chain
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of
from enrolments_app.rules.evidence import still_covered
from enrolments_app.services.ask import facts_of
from enrolments_app.services.member_covers import covers_of, quote_by_member
from enrolments_app.services.replace_cover import replace_cover
from enrolments_app.services.stop_cover import stop_cover


def recover(*, actor: Actor, decided: EvidenceRequest, reason: str) -> None:
    """
    Rewrite the cover of a decided request from its day on: each row of it that lasts longer gets a
    successor at the price of the members' own covers, or ends if no cover is left.

    Raises:
        EvidenceDayNotCovered: if the day is not one of the cover.
    """
    first, from_day = decided.enrolment, decided.effective_on
    assert from_day is not None
    rows = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(
            COUNTS,
            pk__in=covers_in_chain(first),
            coverage__overlap=(from_day, None),
        )
        .order_by("coverage")
    )
    if not rows or not days_of(rows[0]).contains(from_day):
        raise EvidenceDayNotCovered(decided.id, from_day, str(days_of(first)))
    for row in rows:
        on = max(from_day, row.coverage.lower)
        _rewrite(actor, row, on=on, decided=decided, reason=reason)


def _rewrite(
    actor: Actor, row: Enrolment, *, on: dt.date, decided: EvidenceRequest, reason: str
) -> None:
    facts = facts_of(actor=actor, employee_id=row.employee_id, on=on)
    everybody = people_of(row, born_on=facts.born_on)
    covers = covers_of(row, everybody, on=on)
    people = still_covered(everybody, covers)
    if not people:
        stop_cover(actor=actor, row=row, from_day=on, reason=reason)
        return
    replace_cover(
        actor=actor,
        row=row,
        facts=facts,
        quote=quote_by_member(
            actor=actor, option_id=row.option_id, on=on, people=people, covers=covers
        ),
        people=people,
        starts_on=on,
        ends_on=days_of(row).last,
        kind=ChangeKind.REPRICE,
        source=Source(row.source),
        source_id=decided.id,
        reason=reason,
    )

"""
What is charged for cover above the guaranteed amount, and who is asked for evidence (C-18)?
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from domain_kit.actor import Actor
from domain_kit.clock import now
from domain_kit.money import Money
from enrolments_app.data import Person, Quote
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence_chain import covers_in_chain
from enrolments_app.queries.people import people_of
from enrolments_app.rules.evidence import allowed_covers, needs_evidence
from enrolments_app.services.member_covers import covers_of, quote_by_member


def guaranteed_quote(
    *,
    actor: Actor,
    quote: Quote,
    on: dt.date,
    people: Sequence[Person],
    present: Enrolment | None = None,
) -> Quote:
    """
    The quote to charge now: the same one, or if more cover is wanted than is guaranteed, that of
    the guaranteed amount. Members of `present`, cover by the same option, keep what an insurer has
    allowed them.

    Raises:
        NotOffered, MemberNotCoverable: as the catalogue says.
    """
    if not needs_evidence(quote.cover, quote.guaranteed):
        return quote
    return quote_by_member(
        actor=actor,
        option_id=quote.option_id,
        on=on,
        people=people,
        covers=_covers(quote, people, present, on),
    )


def request_evidence(
    *,
    row: Enrolment,
    quote: Quote,
    people: Sequence[Person],
    present: Enrolment | None = None,
) -> None:
    """
    Ask for evidence of each member whose cover is priced and less than `quote` is for; what was
    asked for the same cover before and is not decided is withdrawn.

    The insurer answers for each of them on its own, whenever it likes.
    """
    if quote.cover is None:
        return
    withdrawn = EvidenceRequest.objects.filter(
        enrolment_id__in=covers_in_chain(row), state=EvidenceState.PENDING
    )
    withdrawn.update(
        state=EvidenceState.WITHDRAWN,
        effective_on=row.coverage.lower,
        decided_at=now(),
        decided_by="enrolments",
        reason="the cover was chosen again",
    )
    if not needs_evidence(quote.cover, quote.guaranteed):
        return
    covers = _covers(quote, people, present, row.coverage.lower)
    priced = {line.key for line in quote.lines if line.amount} or {""}
    EvidenceRequest.objects.bulk_create(
        _request(row, quote, person)
        for person in people
        if person.key in priced and covers[person.key] < quote.cover
    )


def _covers(
    quote: Quote, people: Sequence[Person], present: Enrolment | None, on: dt.date
) -> Mapping[str, Money]:
    if present is None or present.option_id != quote.option_id:
        return allowed_covers(quote, people, {})
    members = people_of(present)
    return allowed_covers(quote, people, covers_of(present, members, on=on))


def _request(row: Enrolment, quote: Quote, person: Person) -> EvidenceRequest:
    assert quote.cover is not None
    assert quote.guaranteed is not None
    return EvidenceRequest(
        employer_id=row.employer_id,
        employee_id=str(row.employee_id),
        enrolment=row,
        member_key=person.key,
        requested=quote.cover.amount,
        guaranteed=quote.guaranteed.amount,
        currency=quote.cover.currency,
        state=EvidenceState.PENDING,
        requested_at=now(),
    )

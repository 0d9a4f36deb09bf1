"""
Which cover waits for an insurer's answer?
"""

from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app.data.evidence import EvidenceRequest as RequestValue
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.errors.evidence import EvidenceRequestNotFound
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.own_rows import own_rows, page_of


def get_evidence_request(*, actor: Actor, evidence_id: UUID) -> RequestValue:
    """
    One request.

    Raises:
        EvidenceRequestNotFound: if the actor can see no such request.
    """
    row = own_rows(actor, EvidenceRequest).filter(pk=evidence_id).first()
    if row is None:
        raise EvidenceRequestNotFound(evidence_id)
    return evidence_value(row)


def list_evidence_requests(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: str | int | None = None,
    state: EvidenceState | None = None,
    enrolment_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[RequestValue, ...]:
    """
    The requests of an employer's people, oldest first, at most `limit` after one.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    filters: dict[str, object] = {}
    if state is not None:
        filters["state"] = state
    if enrolment_id is not None:
        filters["enrolment_id"] = enrolment_id
    rows = page_of(
        actor,
        EvidenceRequest,
        employer_id=employer_id,
        employee_id=employee_id,
        after=after,
        limit=limit,
        **filters,
    )
    return tuple(evidence_value(row) for row in rows)


def evidence_value(row: EvidenceRequest) -> RequestValue:
    """
    A row as a value.
    """
    return RequestValue(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        enrolment_id=row.enrolment_id,
        member_key=row.member_key,
        requested=Money.of(row.requested, row.currency),
        guaranteed=Money.of(row.guaranteed, row.currency),
        state=EvidenceState(row.state),
        requested_at=row.requested_at,
        effective_on=row.effective_on,
        decided_at=row.decided_at,
        reason=row.reason,
    )

"""
Which life events were reported?
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.life_events import ClaimState
from enrolments_app.data.life_events import LifeEventClaim as ClaimValue
from enrolments_app.errors.life_events import LifeEventClaimNotFound
from enrolments_app.models.life_event_claim import LifeEventClaim
from enrolments_app.queries.own_rows import own_rows, page_of


def get_life_event(*, actor: Actor, claim_id: UUID) -> ClaimValue:
    """
    One claim.

    Raises:
        LifeEventClaimNotFound: if the actor can see no such claim.
    """
    row = own_rows(actor, LifeEventClaim).filter(pk=claim_id).first()
    if row is None:
        raise LifeEventClaimNotFound(claim_id)
    return claim_value(row)


def list_life_events(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: str | int | None = None,
    state: ClaimState | None = None,
    kind: str | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[ClaimValue, ...]:
    """
    The claims of an employer's people, oldest first, at most `limit` after one.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    filters: dict[str, object] = {}
    if state is not None:
        filters["state"] = state
    if kind is not None:
        filters["kind"] = kind
    rows = page_of(
        actor,
        LifeEventClaim,
        employer_id=employer_id,
        employee_id=employee_id,
        after=after,
        limit=limit,
        **filters,
    )
    return tuple(claim_value(row) for row in rows)


def claim_value(row: LifeEventClaim) -> ClaimValue:
    """
    A row as a value.
    """
    return ClaimValue(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        kind=row.kind,
        event_on=row.event_on,
        reported_at=row.reported_at,
        reported_on=row.reported_on,
        evidence=tuple(row.evidence),
        permitted=tuple(row.permitted),
        allowed_on=tuple(row.allowed_on),
        state=ClaimState(row.state),
        chosen_on=row.chosen_on,
        usable_until=row.usable_until,
        decided_at=row.decided_at,
        reason=row.reason,
    )

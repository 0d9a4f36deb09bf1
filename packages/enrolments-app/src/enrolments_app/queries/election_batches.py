"""
Which carts are there, and what is in them?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app.data import Dependant
from enrolments_app.data.elections import BatchState, ElectionRequest
from enrolments_app.data.elections import ElectionBatch as BatchValue
from enrolments_app.data.elections import ElectionLine as LineValue
from enrolments_app.errors.elections import BatchNotFound
from enrolments_app.models.election import ElectionBatch, ElectionLine
from enrolments_app.queries.own_rows import own_rows, page_of


def get_batch(*, actor: Actor, batch_id: UUID) -> BatchValue:
    """
    One batch with its lines.

    Raises:
        BatchNotFound: if the actor can see no such batch.
    """
    row = own_rows(actor, ElectionBatch).prefetch_related("lines").filter(pk=batch_id).first()
    if row is None:
        raise BatchNotFound(batch_id)
    return batch_value(row)


def list_batches(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: str | int | None = None,
    state: BatchState | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[BatchValue, ...]:
    """
    The batches of an employer's people, oldest first, at most `limit` after one.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    rows = page_of(
        actor,
        ElectionBatch,
        employer_id=employer_id,
        employee_id=employee_id,
        after=after,
        limit=limit,
        **({} if state is None else {"state": state}),
    )
    return tuple(batch_value(row) for row in rows.prefetch_related("lines"))


def batch_value(row: ElectionBatch) -> BatchValue:
    """
    A row as a value, with its lines.
    """
    return BatchValue(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        window_id=row.window_id,
        claim_id=row.claim_id,
        state=BatchState(row.state),
        agreement_signed=row.agreement_signed,
        opened_at=row.opened_at,
        submitted_at=row.submitted_at,
        lines=tuple(line_value(row, line) for line in row.lines.all()),
    )


def line_value(batch: ElectionBatch, line: ElectionLine) -> LineValue:
    """
    A line as a value.
    """
    return LineValue(
        position=line.position,
        request=ElectionRequest(
            employee_id=batch.employee_id,
            option_id=line.option_id,
            starts_on=line.starts_on,
            dependants=tuple(_dependant(stored) for stored in line.dependants),
            cover=None if line.cover is None else Money.of(line.cover, line.currency),
            quote_hash=line.quote_hash,
        ),
        enrolment_id=line.enrolment_id,
    )


def _dependant(stored: dict[str, str | bool | None]) -> Dependant:
    born_on = stored["born_on"]
    return Dependant(
        key=str(stored["key"]),
        name=str(stored["name"]),
        relationship=str(stored["relationship"]),
        born_on=dt.date.fromisoformat(str(born_on)) if born_on else None,
        disabled=bool(stored.get("disabled")),
    )

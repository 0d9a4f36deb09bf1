"""
Change the days or the status of a cover that is there, and log it, in one statement.
"""

import datetime as dt

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from domain_kit.actor import Actor
from domain_kit.periods import Period
from domain_kit.violations import violated
from enrolments_app import models
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.models.enrolment import ONE_PER_DAY
from enrolments_app.queries.values import counted_days, days_of
from enrolments_app.rules.texts import require_text
from enrolments_app.services.place_cover import overlap_of
from enrolments_app.services.sql import insert_of
from enrolments_app.services.tell import change_of, tell
from enrolments_app.services.waiver_conflicts import require_not_waived


def alter_cover(
    *,
    actor: Actor,
    row: models.Enrolment,
    kind: ChangeKind,
    days: Period | None = None,
    status: EnrolmentStatus | None = None,
    effective_on: dt.date,
    reason: str,
    end_cause: str = "",
    reversed: bool = False,
) -> None:
    """
    Write new days and a new status to a row that the caller has locked; what is not given stays.

    Asks nobody for permission: call it inside a command, after its checks.

    Raises:
        TextNotStorable: if the reason is too long or no text.
        OverlappingCoverage: if the new days meet other cover by the same benefit (C-21).
        BenefitWaived: if some of the days it gains are waived.
    """
    require_text("reason", reason, longest=200, shortest=0)
    before = counted_days(row)
    days = days or days_of(row)
    row.coverage = DateRange(days.start, days.end)
    row.status = (status or EnrolmentStatus(row.status)).value
    row.reversed = reversed
    row.end_cause = end_cause
    row.reason = reason
    row.version += 1
    change = change_of(
        row, kind, actor=actor, before=before, effective_on=effective_on, reason=reason
    )
    logged, params = insert_of(change, source="altered", given={"enrolment_id": "altered.id"})
    sql = f"""
        WITH altered AS (
            UPDATE enrolments_app_enrolment
            SET coverage = %s::daterange, status = %s, reversed = %s, end_cause = %s, reason = %s,
                version = %s
            WHERE id = %s RETURNING id
        )
        {logged} RETURNING id"""
    written = [row.coverage, row.status, reversed, end_cause, reason, row.version, row.id]
    grows = _grows(before, counted_days(row))
    try:
        # A savepoint: the violation must not doom the transaction that asks who is in the way.
        with transaction.atomic(savepoint=grows), connection.cursor() as cursor:
            cursor.execute(sql, [*written, *params])
            change.id = cursor.fetchone()[0]
    except IntegrityError as exc:
        if violated(exc) != ONE_PER_DAY:
            raise
        raise overlap_of(row) from exc
    if grows:
        require_not_waived(employee_id=row.employee_id, benefit_id=row.benefit_id, coverage=days)
    change._state.adding = False
    tell(change)


def _grows(before: Period | None, after: Period | None) -> bool:
    if after is None:
        return False
    return before is None or before.intersection(after) != after

"""
Which runs were there, how far are they, and whom did they pass over?
"""

from typing import Any
from uuid import UUID

from django.db import connection

from domain_kit.actor import Actor, Role
from enrolments_app.data.runs import (
    MustChoose,
    MustChoosePage,
    Run,
    RunKind,
    Skipped,
    SkippedPage,
    SkipReason,
)
from enrolments_app.errors.runs import RunNotFound
from enrolments_app.models import run as models

PAGE = 50
MAX_PAGE = 500


def run_value(row: models.Run) -> Run:
    """
    A run.
    """
    return Run(
        id=row.id,
        kind=RunKind(row.kind),
        employer_id=row.employer_id,
        key_on=row.key_on,
        subject=row.subject,
        started_at=row.started_at,
        finished_at=row.finished_at,
        times=row.times,
        done=row.done,
        made=row.made,
        ended=row.ended,
        skipped=row.skipped,
    )


def get_run(*, actor: Actor, run_id: UUID) -> Run:
    """
    One run and its progress.

    Raises:
        RunNotFound: if the actor can see no such run.
        NotPermitted: unless HR, finance or operator.
    """
    return run_value(_visible(actor, run_id))


def list_runs(
    *,
    actor: Actor,
    employer_id: UUID,
    kind: RunKind | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> tuple[Run, ...]:
    """
    The runs of an employer, newest first; `after` is the last id of the page before.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR, finance or operator.
    """
    actor.require_role(Role.HR, Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    rows = models.Run.objects.filter(employer_id=employer_id)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return tuple(run_value(row) for row in rows.order_by("-id")[: min(limit, MAX_PAGE)])


def skipped_by(*, actor: Actor, run_id: UUID, after: int = 0, limit: int = PAGE) -> SkippedPage:
    """
    Whom a run passed over, and why.

    Raises:
        RunNotFound: if the actor can see no such run.
        NotPermitted: unless HR, finance or operator.
    """
    run = _visible(actor, run_id)
    limit = min(limit, MAX_PAGE)
    rows = models.RunNote.objects.filter(run=run, id__gt=after, row=None).order_by("id")[:limit]
    items = tuple(
        Skipped(
            number=row.id,
            employee_id=row.employee_id,
            enrolment_id=row.enrolment_id,
            reason=SkipReason(row.reason),
            detail=row.detail,
        )
        for row in rows
    )
    return SkippedPage(items=items, after=items[-1].number if len(items) == limit else None)


def must_choose(
    *, actor: Actor, employer_id: UUID, plan_year_id: UUID, after: int = 0, limit: int = PAGE
) -> MustChoosePage:
    """
    Who loses cover at the end of a plan year and has not chosen yet: no successor option was
    mapped, nothing of the benefit was elected for the day after, and it was not waived (C-24).

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    limit = min(limit, MAX_PAGE)
    with connection.cursor() as cursor:
        cursor.execute(
            _MUST_CHOOSE,
            {
                "employer": employer_id,
                "subject": str(plan_year_id),
                "after": after,
                "limit": limit,
            },
        )
        names = [column.name for column in cursor.description]
        rows: list[dict[str, Any]] = [
            dict(zip(names, row, strict=True)) for row in cursor.fetchall()
        ]
    items = tuple(MustChoose(**row) for row in rows)
    return MustChoosePage(items=items, after=items[-1].number if len(items) == limit else None)


_MUST_CHOOSE = """
SELECT n.id AS number, n.employee_id, e.id AS enrolment_id, e.benefit_id, e.option_id, e.label,
       r.key_on - 1 AS ends_on
FROM enrolments_app_run_note n
JOIN enrolments_app_run r ON r.id = n.run_id
JOIN enrolments_app_enrolment e ON e.id = n.enrolment_id
WHERE r.kind = 'carry_over' AND r.employer_id = %(employer)s AND r.subject = %(subject)s
  AND n.reason = 'must-choose' AND n.id > %(after)s
  AND NOT EXISTS (
      SELECT FROM enrolments_app_enrolment later
      WHERE later.employee_ref = e.employee_ref AND later.benefit_id = e.benefit_id
        AND later.status NOT IN ('cancelled', 'waived') AND NOT later.reversed
        AND later.coverage @> r.key_on)
  AND NOT EXISTS (
      SELECT FROM enrolments_app_waiver w
      WHERE w.employee_id = e.employee_ref AND w.benefit_id = e.benefit_id
        AND w.withdrawn_at IS NULL AND w.days @> r.key_on)
ORDER BY n.id
LIMIT %(limit)s
"""


def _visible(actor: Actor, run_id: UUID) -> models.Run:
    actor.require_role(Role.HR, Role.FINANCE, Role.OPERATOR)
    row = actor.scope(models.Run.objects.filter(pk=run_id)).first()
    if row is None:
        raise RunNotFound(run_id)
    return row

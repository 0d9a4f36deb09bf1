"""
End all cover of many leavers: a site that closes.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import ChangeKind
from enrolments_app.data.runs import Run as RunValue
from enrolments_app.data.runs import RunKind
from enrolments_app.errors.runs import NoEmployees
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.run import Run
from enrolments_app.queries.values import days_of
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.texts import reason_told, require_text
from enrolments_app.services.chunks import facts_many, next_rows
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.run_in_chunks import Chunk, run_in_chunks, start_run
from enrolments_app.services.terminate_employment import LEFT
from enrolments_app.services.write_many import End, write_many


def terminate_many(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_ids: Collection[str | int],
    last_day: dt.date,
    reason: str,
    idempotency_key: str | None = None,
    override_reason: str = "",
) -> RunValue:
    """
    End all cover of these employees after a last day, across benefits and plan years; cover that
    would start later is cancelled, and cover that ends earlier is left alone.

    Runs in chunks, as `carry_over`; running it again changes nothing.

    Raises:
        NoEmployees: if nobody is named.
        TextNotStorable: if a reason is empty or too long, or holds what no column takes.
        RetroLimitExceeded: if the last day is too far back, and there is no `override_reason`.
        NotPermitted: unless HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    require_text("reason", reason, longest=200)
    require_text("override_reason", override_reason, longest=200, shortest=0)
    people = sorted({str(employee_id) for employee_id in employee_ids})
    if not people:
        raise NoEmployees
    run_id = start_run(
        actor=actor,
        idempotency_key=idempotency_key,
        kind=RunKind.LEAVERS,
        employer_id=employer_id,
        key_on=last_day,
        subject=hashlib.sha256("\n".join(people).encode()).hexdigest(),
        request={
            "employer": str(employer_id),
            "employees": list(people),
            "last_day": str(last_day),
            "reason": reason,
        },
        check=lambda: require_permission(
            actor=actor,
            employer_id=employer_id,
            plan_year_id=None,
            day=last_day,
            today=_today(employer_id, people, last_day),
            override_reason=override_reason,
        ),
    )
    work = _Work(
        actor=actor,
        employer_id=employer_id,
        people=tuple(people),
        last_day=last_day,
        reason=reason_told(reason, override_reason),
    )
    return run_in_chunks(run_id, work.chunk)


def _today(employer_id: UUID, people: Sequence[str], last_day: dt.date) -> dt.date:
    known = facts_many(people, employer_id, on=last_day)
    return today_of(next(iter(known.values()), None))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """
    One closure: what each of its chunks needs to know.
    """

    actor: Actor
    employer_id: UUID
    people: tuple[str, ...]
    last_day: dt.date
    reason: str

    def chunk(self, run: Run) -> Chunk:
        """
        The next enrolments that cover a day after the last one, by id.
        """
        rows, place = next_rows(
            models.Enrolment.objects.filter(
                COUNTS,
                employer_id=self.employer_id,
                employee_id__in=[stored_id(one) for one in self.people],
                coverage__overlap=(self.last_day + dt.timedelta(days=1), None),
            ),
            run,
        )
        write_many(actor=self.actor, ends=[self._end(row) for row in rows])
        return Chunk(place=place, done=len(rows), ended=len(rows))

    def _end(self, row: models.Enrolment) -> End:
        never = days_of(row).start > self.last_day
        return End(
            row=row,
            last_day=None if never else self.last_day,
            kind=ChangeKind.CANCEL if never else ChangeKind.TERMINATE,
            reason=self.reason,
            cause=LEFT,
        )

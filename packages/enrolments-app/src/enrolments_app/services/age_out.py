"""
End the cover of children who are too old, and price the household that is left (C-19).
"""

import dataclasses
import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import ChangeKind, Person
from enrolments_app.data.runs import Run as RunValue
from enrolments_app.data.runs import RunKind
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.run import Run
from enrolments_app.queries.people_of_many import people_of_many
from enrolments_app.queries.values import counted_days
from enrolments_app.rules.age_out import CHILD_LIMIT, first_day_without, without_aged
from enrolments_app.services.chunks import next_rows
from enrolments_app.services.go_on import GoOn, go_on
from enrolments_app.services.run_in_chunks import Chunk, Note, run_in_chunks, start_run


def age_out(
    *,
    actor: Actor,
    employer_id: UUID,
    on: dt.date,
    idempotency_key: str | None = None,
    limit: int = CHILD_LIMIT,
) -> RunValue:
    """
    Children are covered to the end of the month of their birthday number `limit`. Of everybody for
    whom that day has passed by `on`, cover goes on from the next day without the child, at the
    price of the household that is left: a row that ends, and its successor.

    Whoever cannot be priced is listed with a reason (`skipped_by`). Runs in chunks, as
    `carry_over`; running it again changes nothing.

    Raises:
        NotPermitted: unless HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    run_id = start_run(
        actor=actor,
        idempotency_key=idempotency_key,
        kind=RunKind.AGE_OUT,
        employer_id=employer_id,
        key_on=on,
        request={"employer": str(employer_id), "on": str(on), "limit": limit},
    )
    work = _Work(actor=actor, employer_id=employer_id, on=on, limit=limit)
    return run_in_chunks(run_id, work.chunk)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """
    One age-out: what each of its chunks needs to know.
    """

    actor: Actor
    employer_id: UUID
    on: dt.date
    limit: int

    def chunk(self, run: Run) -> Chunk:
        """
        The next enrolments with a child that may be too old, by id.
        """
        rows, place = next_rows(self._candidates(), run)
        done, made, skipped = len(rows), 0, list[Note]()
        while rows:
            people = people_of_many(rows)
            changes = [self._without_child(row, people[row.id]) for row in rows]
            result = go_on(
                actor=self.actor,
                employer_id=self.employer_id,
                changes=[change for change in changes if change is not None],
            )
            made += result.made
            skipped += result.skipped
            # Of two children who are both too old, each has its own day.
            rows = self._successors([row.id for row in rows if self._left(people[row.id]) > 1])
        return Chunk(place=place, done=done, made=made, ended=made, skipped=skipped)

    def _left(self, people: tuple[Person, ...]) -> int:
        """
        On how many days somebody of these people has become too old by now.
        """
        return len(self._days(people))

    def _days(self, people: tuple[Person, ...]) -> list[dt.date]:
        days = {first_day_without(person, limit=self.limit) for person in people}
        return sorted(day for day in days if day is not None and day <= self.on)

    def _successors(self, row_ids: list[UUID]) -> list[models.Enrolment]:
        if not row_ids:
            return []
        rows = models.Enrolment.objects.filter(COUNTS, predecessor_id__in=row_ids)
        return list(rows.order_by("id"))

    def _candidates(self) -> "QuerySet[models.Enrolment]":
        born_before = dt.date(self.on.year - self.limit, self.on.month, 1)
        return models.Enrolment.objects.filter(
            COUNTS,
            employer_id=self.employer_id,
            id__in=RawSQL(  # noqa: S611 - its parameters are bound
                _WITH_AGED, [self.employer_id, born_before, self.limit]
            ),
        )

    def _without_child(self, row: models.Enrolment, people: tuple[Person, ...]) -> GoOn | None:
        days = counted_days(row)
        first = next(iter(self._days(people)), None)
        if days is None or first is None or (days.end is not None and days.end <= first):
            return None
        day = max(first, days.start)
        return GoOn(
            row=row,
            people=without_aged(people, on=day, limit=self.limit),
            starts_on=day,
            kind=ChangeKind.DEPENDANT_DROP,
            reason=f"child over {self.limit}",
            begun=days.start < self.on,
        )


# Coarse by a day for those born on 29 February; the rule decides.
_WITH_AGED = """
SELECT m.enrolment_id
FROM enrolments_app_enrolmentmember m JOIN enrolments_app_enrolment e ON e.id = m.enrolment_id
WHERE e.employer_id = %s AND m.relationship = 'child' AND NOT m.disabled AND m.born_on < %s
  AND (upper_inf(e.coverage) OR upper(e.coverage) >
       date_trunc('month', m.born_on + make_interval(years => %s)) + interval '1 month')
"""

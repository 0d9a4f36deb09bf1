"""
Let cover go on at its new price where rates or ages have changed.
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import ChangeKind, Quote
from enrolments_app.data.runs import Run as RunValue
from enrolments_app.data.runs import RunKind
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.run import Run
from enrolments_app.queries.people_of_many import people_of_many
from enrolments_app.rules.reprice import price_differs
from enrolments_app.services.chunks import next_rows
from enrolments_app.services.go_on import GoOn, go_on
from enrolments_app.services.run_in_chunks import Chunk, run_in_chunks, start_run


def reprice(
    *, actor: Actor, employer_id: UUID, on: dt.date, idempotency_key: str | None = None
) -> RunValue:
    """
    Ask again for the price of all cover in force on a day. Where it is another (new rates, another
    age band), the row ends the day before and its successor starts on that day (C-11).

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
        kind=RunKind.REPRICE,
        employer_id=employer_id,
        key_on=on,
        request={"employer": str(employer_id), "on": str(on)},
    )
    work = _Work(actor=actor, employer_id=employer_id, on=on)
    return run_in_chunks(run_id, work.chunk)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """
    One repricing: what each of its chunks needs to know.
    """

    actor: Actor
    employer_id: UUID
    on: dt.date

    def chunk(self, run: Run) -> Chunk:
        """
        The next enrolments in force, by id.
        """
        rows, place = next_rows(self._in_force(), run)
        people = people_of_many(rows)
        result = go_on(
            actor=self.actor,
            employer_id=self.employer_id,
            changes=[
                GoOn(
                    row=row,
                    people=people[row.id],
                    starts_on=self.on,
                    kind=ChangeKind.REPRICE,
                    reason="new price",
                    begun=True,
                )
                for row in rows
            ],
            differs=_differs,
        )
        return Chunk(
            place=place,
            done=len(rows),
            made=result.made,
            ended=result.made,
            skipped=result.skipped,
        )

    def _in_force(self) -> "QuerySet[models.Enrolment]":
        """
        What starts on the day itself was priced for it.
        """
        return models.Enrolment.objects.filter(
            COUNTS,
            employer_id=self.employer_id,
            coverage__contains=self.on,
            coverage__startswith__lt=self.on,
        )


def _differs(row: models.Enrolment, quote: Quote) -> bool:
    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money.of(amount, row.currency)

    return price_differs(
        monthly=Money.of(row.monthly_price, row.currency),
        employer_part=money(row.employer_part),
        employee_part=money(row.employee_part),
        quoted=quote.monthly,
        quoted_employer=quote.employer_part,
        quoted_employee=quote.employee_part,
    )

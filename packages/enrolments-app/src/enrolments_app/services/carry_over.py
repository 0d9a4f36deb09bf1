"""
Carry an employer's cover over into the next plan year: passive renewal (C-24).
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import ChangeKind, EmployeeFacts, Person, Quote, Source
from enrolments_app.data.runs import Run as RunValue
from enrolments_app.data.runs import RunKind, SkipReason
from enrolments_app.errors.runs import NothingToCarryOver, NotTheDayAfterThePlanYear
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.run import Run
from enrolments_app.models.waiver import Waiver
from enrolments_app.queries.people_of_many import aged_by, people_of_many
from enrolments_app.queries.values import counted_days
from enrolments_app.rules.age_out import CHILD_LIMIT, without_aged
from enrolments_app.rules.carry_over import goes_on_as
from enrolments_app.rules.quotes import stored_availability
from enrolments_app.services.chunks import facts_of, next_rows
from enrolments_app.services.quote_covers import Asked, quote_covers
from enrolments_app.services.run_in_chunks import Chunk, Note, run_in_chunks, start_run
from enrolments_app.services.write_many import End, Start, start_of, write_many

type _Taken = set[tuple[str, UUID]]
"""Employee and benefit."""

_STAYS = (SkipReason.CANCELLED, SkipReason.ENDED, SkipReason.ELECTED)
_DETAILS = {
    SkipReason.MUST_CHOOSE: "The option has no successor: somebody must choose.",
    SkipReason.WAIVED: "The benefit was waived for the next plan year.",
    SkipReason.CANCELLED: "The cover never took effect.",
    SkipReason.ENDED: "The cover ended before the plan year did.",
    SkipReason.ELECTED: "There is cover for the next plan year already.",
    SkipReason.NOT_EMPLOYED: "The employee is not employed on the first day.",
}


def carry_over(
    *,
    actor: Actor,
    employer_id: UUID,
    plan_year_id: UUID,
    starts_on: dt.date,
    idempotency_key: str | None = None,
    child_limit: int = CHILD_LIMIT,
) -> RunValue:
    """
    Give each cover of a plan year that lasts to its end one successor from `starts_on`, the first
    day of the next one, in the option that the catalogue maps it to, at that year's price.

    Whoever cannot be carried over is listed with a reason (`skipped_by`, `must_choose`). Children
    who are too old by then are left out. Runs in chunks: killed, it goes on when it is run again;
    finished, it answers what it did. A new idempotency key goes through everybody once more, and
    gives nobody a second successor.

    Raises:
        NothingToCarryOver: if the catalogue maps no option of the plan year.
        NotTheDayAfterThePlanYear: if `starts_on` is another day.
        NotPermitted: unless HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    run_id = start_run(
        actor=actor,
        idempotency_key=idempotency_key,
        kind=RunKind.CARRY_OVER,
        employer_id=employer_id,
        key_on=starts_on,
        subject=str(plan_year_id),
        request={
            "employer": str(employer_id),
            "plan_year": str(plan_year_id),
            "starts_on": str(starts_on),
        },
        check=lambda: _check(actor, employer_id, plan_year_id, starts_on),
    )
    work = _Work(
        actor=actor,
        employer_id=employer_id,
        plan_year_id=plan_year_id,
        starts_on=starts_on,
        child_limit=child_limit,
    )
    return run_in_chunks(run_id, work.chunk)


def _check(actor: Actor, employer_id: UUID, plan_year_id: UUID, starts_on: dt.date) -> None:
    _mapping(actor, plan_year_id)
    stored = models.Enrolment.objects.filter(
        employer_id=employer_id, plan_year_id=plan_year_id, quote__isnull=False
    )
    available = stored_availability(stored.values_list("quote", flat=True).first())
    if available and available.last and available.end != starts_on:
        raise NotTheDayAfterThePlanYear(plan_year_id, available.last, starts_on)


def _mapping(actor: Actor, plan_year_id: UUID) -> Mapping[UUID, UUID | None]:
    catalogue = conf.benefit_catalogue.resolve()
    successors = catalogue.successors(actor=actor, plan_year_id=plan_year_id)
    if not successors:
        raise NothingToCarryOver(plan_year_id)
    return {one.option_id: one.successor_id for one in successors}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """
    A row that goes on, and the price to ask for.
    """

    row: models.Enrolment
    facts: EmployeeFacts
    people: tuple[Person, ...]
    option_id: UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """
    One carry-over: what each of its chunks needs to know.
    """

    actor: Actor
    employer_id: UUID
    plan_year_id: UUID
    starts_on: dt.date
    child_limit: int

    def chunk(self, run: Run) -> Chunk:
        """
        The next enrolments by id.
        """
        mapping = _mapping(self.actor, self.plan_year_id)
        rows, place = next_rows(
            models.Enrolment.objects.filter(
                employer_id=self.employer_id, option_id__in=list(mapping), coverage__isempty=False
            ),
            run,
        )
        taken = self._elected(rows)
        wanted, notes, ends = self._sort(rows, mapping, taken)
        starts = self._starts(wanted, taken, notes)
        told = write_many(actor=self.actor, ends=ends, starts=starts)
        return Chunk(
            place=place,
            done=len(rows),
            made=len(starts),
            ended=len(told) - len(starts),
            skipped=notes,
        )

    def _sort(
        self,
        rows: Sequence[models.Enrolment],
        mapping: Mapping[UUID, UUID | None],
        taken: _Taken,
    ) -> tuple[list[_Wanted], list[Note], list[End]]:
        people = people_of_many(rows)
        facts = facts_of(rows, self.employer_id, on=self.starts_on)
        waived = self._waived(rows)
        wanted: list[_Wanted] = []
        notes: list[Note] = []
        ends: list[End] = []
        for row in rows:
            key = (str(row.employee_id), row.benefit_id)
            person = facts.get(key[0])
            days = counted_days(row)
            answer = goes_on_as(
                option_id=row.option_id,
                days=days,
                starts_on=self.starts_on,
                mapping=mapping,
                elected=key in taken,
                waived=key in waived,
                employed=person is not None and person.employed.contains(self.starts_on),
            )
            if answer not in _STAYS and _outlives(days, self.starts_on):
                ends.append(self._end(row))
            if isinstance(answer, SkipReason) or person is None:
                reason = answer if isinstance(answer, SkipReason) else SkipReason.NOT_EMPLOYED
                notes.append(_note(row, reason, _DETAILS[reason]))
                continue
            staying = without_aged(people[row.id], on=self.starts_on, limit=self.child_limit)
            wanted.append(_Wanted(row=row, facts=person, people=staying, option_id=answer))
        return wanted, notes, ends

    def _end(self, row: models.Enrolment) -> End:
        return End(
            row=row,
            last_day=self.starts_on - dt.timedelta(days=1),
            kind=ChangeKind.TERMINATE,
            reason="end of the plan year",
        )

    def _starts(self, wanted: Sequence[_Wanted], taken: _Taken, notes: list[Note]) -> list[Start]:
        answers = quote_covers(
            actor=self.actor,
            asked=[
                Asked(
                    row=one.row,
                    people=aged_by(one.facts, one.people),
                    option_id=one.option_id,
                    on=self.starts_on,
                )
                for one in wanted
            ],
        )
        starts: list[Start] = []
        for one, answer in zip(wanted, answers, strict=True):
            key = (str(one.row.employee_id), getattr(answer, "benefit_id", one.row.benefit_id))
            if key in taken:
                notes.append(_note(one.row, SkipReason.ELECTED, _DETAILS[SkipReason.ELECTED]))
                continue
            try:
                starts.append(self._start(one, answer))
                taken.add(key)
            except DomainError as refusal:
                notes.append(_note(one.row, SkipReason.NOT_OFFERED, str(refusal)))
        return starts

    def _start(self, one: _Wanted, answer: Quote | DomainError) -> Start:
        if isinstance(answer, DomainError):
            raise answer
        return start_of(
            facts=one.facts,
            quote=answer,
            people=one.people,
            starts_on=self.starts_on,
            kind=ChangeKind.PASSIVE_RENEWAL,
            source=Source.CARRY_OVER,
            source_id=self.plan_year_id,
            predecessor_id=one.row.id,
            reason="carried over",
        )

    def _elected(self, rows: Sequence[models.Enrolment]) -> _Taken:
        found = models.Enrolment.objects.filter(
            COUNTS,
            employee_id__in={row.employee_id for row in rows},
            coverage__overlap=(self.starts_on, None),
        ).exclude(id__in=[row.id for row in rows])
        return {
            (str(employee_id), benefit_id)
            for employee_id, benefit_id in found.values_list("employee_id", "benefit_id")
        }

    def _waived(self, rows: Sequence[models.Enrolment]) -> _Taken:
        found = Waiver.objects.filter(
            employee_id__in={str(row.employee_id) for row in rows},
            withdrawn_at=None,
            days__contains=self.starts_on,
        )
        return set(found.values_list("employee_id", "benefit_id"))


def _outlives(days: Period | None, starts_on: dt.date) -> bool:
    return days is not None and (days.end is None or days.end > starts_on)


def _note(row: models.Enrolment, reason: SkipReason, detail: str) -> Note:
    return Note(employee_id=str(row.employee_id), enrolment_id=row.id, reason=reason, detail=detail)

"""
Take the elections of a roster, or say of each row why not.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction

from domain_kit.actor import Actor, Role
from enrolments_app.data.roster import (
    RosterError,
    RosterFile,
    RosterReport,
    RosterSheet,
)
from enrolments_app.data.runs import RunKind
from enrolments_app.errors.roster import RosterRefused
from enrolments_app.models.run import Run
from enrolments_app.queries.roster_report import report_of
from enrolments_app.rules.roster import read_roster
from enrolments_app.services.check_roster import Checked, Taken, check_rows
from enrolments_app.services.roster_file import read_table
from enrolments_app.services.run_in_chunks import Chunk, Note, run_in_chunks, start_run
from enrolments_app.services.write_many import write_many

type Progress = Callable[[int, int], None]
"""Told how many rows of how many are done."""

_EPOCH = dt.date(1970, 1, 1)

CHUNK = 500


def preview_roster(
    *,
    actor: Actor,
    employer_id: UUID,
    file: RosterFile,
    option_codes: Mapping[str, UUID] | None = None,
    override_reason: str = "",
    progress: Progress | None = None,
) -> RosterReport:
    """
    What a roster would do, and every error there is; nothing is written.

    `option_codes` are the codes that rows may use in place of an option's id.

    Raises:
        RosterNotReadable, RosterNeedsOpenpyxl, RosterTemplateUnknown, RosterColumnsWrong,
        RosterTooLong: if the file is no roster.
        NotPermitted: unless HR or operator of the employer.
    """
    work = _work(actor, employer_id, file, option_codes, override_reason)
    return _preview(work, progress)


def import_roster(
    *,
    actor: Actor,
    employer_id: UUID,
    file: RosterFile,
    idempotency_key: str | None = None,
    keep_good_rows: bool = False,
    option_codes: Mapping[str, UUID] | None = None,
    override_reason: str = "",
    progress: Progress | None = None,
) -> RosterReport:
    """
    Take every row of a roster, or none: one that cannot be taken refuses the whole file. With
    `keep_good_rows` the good ones are taken, chunk by chunk, and the others are listed.

    A row whose election is there already is counted as unchanged. A file is one run: killed and
    sent again it goes on, and ends as if it had not been killed; finished and sent again it answers
    what it did, unless a new idempotency key says that it is to be taken once more.

    Raises:
        RosterRefused: if a row cannot be taken, with all errors; nothing was written.
        RosterNotReadable, RosterNeedsOpenpyxl, RosterTemplateUnknown, RosterColumnsWrong,
        RosterTooLong: if the file is no roster.
        NotPermitted: unless HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    work = _work(actor, employer_id, file, option_codes, override_reason)
    if keep_good_rows:
        run_id = _started(work, idempotency_key, keep_good_rows=True)
        run_in_chunks(run_id, lambda run: _chunk(work, run, progress))
        return report_of(run_id)
    # All or nothing is one transaction: whoever is killed has done nothing.
    with transaction.atomic():
        run_id = _started(work, idempotency_key, keep_good_rows=False)
        if Run.objects.get(pk=run_id).finished_at is None:
            errors: list[RosterError] = list(work.sheet.errors)
            run_in_chunks(run_id, lambda run: _chunk(work, run, progress, errors))
            if errors:
                raise RosterRefused(sorted(errors, key=lambda error: error.row), work.rows)
        return report_of(run_id)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """
    One roster: what each of its chunks needs to know.
    """

    actor: Actor
    employer_id: UUID
    digest: str
    sheet: RosterSheet
    override_reason: str
    taken: Taken

    @property
    def rows(self) -> int:
        return len(self.sheet.rows) + len({error.row for error in self.sheet.errors})

    def tell(self, progress: Progress | None, done: int) -> None:
        """
        Say how far it is, to whoever wants to know.
        """
        if progress is not None:
            progress(done, len(self.sheet.rows))

    def check(self, start: int) -> Checked:
        """
        The rows of the chunk that starts at a place.
        """
        return check_rows(
            actor=self.actor,
            employer_id=self.employer_id,
            rows=self.sheet.rows[start : start + CHUNK],
            override_reason=self.override_reason,
            taken=self.taken,
        )


def _work(
    actor: Actor,
    employer_id: UUID,
    file: RosterFile,
    option_codes: Mapping[str, UUID] | None,
    override_reason: str,
) -> _Work:
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    return _Work(
        actor=actor,
        employer_id=employer_id,
        digest=hashlib.sha256(file.content).hexdigest(),
        sheet=read_roster(read_table(file), option_codes=option_codes),
        override_reason=override_reason,
        taken={},
    )


def _preview(work: _Work, progress: Progress | None) -> RosterReport:
    errors: list[RosterError] = list(work.sheet.errors)
    made = unchanged = 0
    for start in range(0, len(work.sheet.rows), CHUNK):
        checked = work.check(start)
        errors += checked.errors
        made += len(checked.starts)
        unchanged += checked.unchanged
        work.tell(progress, min(start + CHUNK, len(work.sheet.rows)))
    return RosterReport(
        rows=work.rows,
        made=made,
        unchanged=unchanged,
        refused=len({error.row for error in errors}),
        applied=False,
        run_id=None,
        errors=tuple(sorted(errors, key=lambda error: error.row)),
    )


def _started(work: _Work, idempotency_key: str | None, *, keep_good_rows: bool) -> UUID:
    days = [row.starts_on for row in work.sheet.rows]
    return start_run(
        actor=work.actor,
        idempotency_key=idempotency_key,
        kind=RunKind.ROSTER,
        employer_id=work.employer_id,
        key_on=min(days, default=_EPOCH),
        subject=f"{'good-rows' if keep_good_rows else 'all'}:{work.digest}",
        request={
            "employer": str(work.employer_id),
            "file": work.digest,
            "keep_good_rows": keep_good_rows,
        },
    )


def _chunk(
    work: _Work, run: Run, progress: Progress | None, refused: list[RosterError] | None = None
) -> Chunk:
    start = int(run.place or 0)
    checked = work.check(start)
    if refused is not None:
        # All or nothing: once one row is refused the rest is only looked at.
        refused += checked.errors
        if refused:
            checked = dataclasses.replace(checked, starts=(), errors=())
    write_many(actor=work.actor, starts=checked.starts)
    end = min(start + CHUNK, len(work.sheet.rows))
    work.tell(progress, end)
    unread = work.sheet.errors if start == 0 and refused is None else ()
    return Chunk(
        place=str(end) if end < len(work.sheet.rows) else None,
        done=end - start + len({error.row for error in unread}),
        made=len(checked.starts),
        skipped=[_note(error) for error in (*unread, *checked.errors)],
    )


def _note(error: RosterError) -> Note:
    return Note(
        employee_id="",
        reason="refused",
        detail=f"{error.reason}\n{error.remedy}",
        row=error.row,
        field=error.field,
        value=error.value,
    )

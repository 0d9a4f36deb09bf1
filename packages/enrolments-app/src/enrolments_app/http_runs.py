"""
The REST router for payroll, carriers, runs and rosters; needs the extra `[http]`.

A host mounts it beside `enrolments_app.http.router`, and authenticates in the same way.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from domain_kit.http import (
    BigInt,
    Day,
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    MoneyOut,
    Page,
    PageOf,
    SmallInt,
    Text,
    actor_of,
)
from enrolments_app.data.carrier import CarrierFile
from enrolments_app.data.deductions import PayFrequency, PaySchedule
from enrolments_app.data.roster import RosterFile
from enrolments_app.data.runs import RunKind
from enrolments_app.errors.roster import RosterNotReadable
from enrolments_app.queries import runs as queries
from enrolments_app.queries.carrier_file import carrier_changes, carrier_roster
from enrolments_app.queries.payroll_deductions import payroll_deductions, place_of
from enrolments_app.rules.roster_table import table_of
from enrolments_app.services.import_roster import import_roster, preview_roster

router = DomainRouter(tags=["enrolments: runs, payroll, carriers"])

MAX_UPLOAD = 20 * 1024 * 1024
MAX_JSON_ROWS = 5_000
SHOWN_ERRORS = 1_000


class DeductionsIn(Schema):
    """
    A pay calendar, and the pay dates to answer.
    """

    employer_id: UUID
    frequency: PayFrequency
    period_ends_on: Day
    first: Day
    last: Day
    pay_lag_days: SmallInt = 0
    year_starts_in: SmallInt = 1
    employee_id: EmployeeId | None = None


class DeductionOut(Schema):
    employee_id: str
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    enrolment_id: UUID
    label: str
    pay_on: dt.date
    period_starts_on: dt.date
    period_ends_on: dt.date
    monthly: MoneyOut | None
    amount: MoneyOut | None


class RunOut(Schema):
    id: UUID
    kind: RunKind
    employer_id: UUID
    key_on: dt.date
    subject: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    times: int
    done: int
    made: int
    ended: int
    skipped: int


class SkippedOut(Schema):
    employee_id: str
    enrolment_id: UUID | None
    reason: str
    detail: str


class MustChooseOut(Schema):
    employee_id: str
    enrolment_id: UUID
    benefit_id: UUID
    option_id: UUID
    label: str
    ends_on: dt.date


class RosterPersonIn(Schema):
    key: Text(100, 1)  # type: ignore[valid-type]  # it makes a type
    name: Text(200) = ""  # type: ignore[valid-type]
    relationship: Text(40)  # type: ignore[valid-type]
    born_on: Day | None = None


class RosterRowIn(Schema):
    employee_id: EmployeeId
    option: Text(100, 1)  # type: ignore[valid-type]
    starts_on: Day
    dependants: Annotated[list[RosterPersonIn], Field(max_length=12)] = []


class RosterIn(Schema):
    employer_id: UUID
    rows: Annotated[list[RosterRowIn], Field(min_length=1, max_length=MAX_JSON_ROWS)]
    keep_good_rows: bool = False
    override_reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "employer_id": "01900000-0000-7000-8000-00000000000a",
                    "rows": [
                        {
                            "employee_id": "1",
                            "option": "01900000-0000-7000-8000-0000000001a1",
                            "starts_on": "2027-02-10",
                        }
                    ],
                }
            ]
        }
    }


class RosterErrorOut(Schema):
    row: int
    field: str
    value: str
    reason: str
    remedy: str


class RosterReportOut(Schema):
    rows: int
    made: int
    unchanged: int
    refused: int
    applied: bool
    run_id: UUID | None
    errors: list[RosterErrorOut]
    """The first 1,000."""

    @staticmethod
    def resolve_errors(report: Any) -> Any:
        """
        As many as a page can show.
        """
        return list(report.errors[:SHOWN_ERRORS])


@router.get("/deductions", response=PageOf[DeductionOut], summary="What payroll takes from whom")
def deductions(request: HttpRequest, wanted: Query[DeductionsIn], page: Query[Page]) -> Any:
    found = payroll_deductions(
        actor=actor_of(request),
        employer_id=wanted.employer_id,
        schedule=PaySchedule(
            frequency=wanted.frequency,
            period_ends_on=wanted.period_ends_on,
            pay_lag_days=wanted.pay_lag_days,
            year_starts_in=wanted.year_starts_in,
        ),
        first=wanted.first,
        last=wanted.last,
        employee_id=wanted.employee_id,
        after=_after(page, str),
        limit=page.limit + 1,
    )
    return page.answer(found.items, place=lambda one: (place_of(one),))


@router.get("/carrier-file", summary="What changed for a carrier since its last file, as CSV")
def carrier_file(
    request: HttpRequest,
    employer_id: UUID,
    since: BigInt = 0,
    plan_id: Annotated[list[UUID], Query(max_length=100)] = [],  # noqa: B006 - ninja copies it
    benefit_id: Annotated[list[UUID], Query(max_length=100)] = [],  # noqa: B006
) -> HttpResponse:
    file = carrier_changes(
        actor=actor_of(request),
        employer_id=employer_id,
        since=since,
        plan_ids=plan_id,
        benefit_ids=benefit_id,
    )
    return _csv(file, f"changes-{file.cursor}.csv")


@router.get("/carrier-roster", summary="All cover in force on a day or later, as CSV")
def full_carrier_file(
    request: HttpRequest,
    employer_id: UUID,
    on: Day,
    plan_id: Annotated[list[UUID], Query(max_length=100)] = [],  # noqa: B006
    benefit_id: Annotated[list[UUID], Query(max_length=100)] = [],  # noqa: B006
) -> HttpResponse:
    file = carrier_roster(
        actor=actor_of(request),
        employer_id=employer_id,
        on=on,
        plan_ids=plan_id,
        benefit_ids=benefit_id,
    )
    return _csv(file, f"cover-{on}.csv")


@router.get(
    "/must-choose", response=PageOf[MustChooseOut], summary="Who has to choose for the next year"
)
def must_choose(
    request: HttpRequest, employer_id: UUID, plan_year_id: UUID, page: Query[Page]
) -> Any:
    found = queries.must_choose(
        actor=actor_of(request),
        employer_id=employer_id,
        plan_year_id=plan_year_id,
        after=_after(page, int) or 0,
        limit=page.limit + 1,
    )
    return page.answer(found.items, place=lambda one: (one.number,))


@router.get("/runs", response=PageOf[RunOut], summary="Runs of an employer, newest first")
def list_runs(
    request: HttpRequest, employer_id: UUID, page: Query[Page], kind: RunKind | None = None
) -> Any:
    found = queries.list_runs(
        actor=actor_of(request),
        employer_id=employer_id,
        kind=kind,
        after=_after(page, UUID),
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda run: (run.id,))


@router.get("/runs/{uuid:run_id}", response=RunOut, summary="How far a run is")
def get_run(request: HttpRequest, run_id: UUID) -> Any:
    return queries.get_run(actor=actor_of(request), run_id=run_id)


@router.get(
    "/runs/{uuid:run_id}/skipped",
    response=PageOf[SkippedOut],
    summary="Whom a run passed over, and why",
)
def skipped_by(request: HttpRequest, run_id: UUID, page: Query[Page]) -> Any:
    found = queries.skipped_by(
        actor=actor_of(request),
        run_id=run_id,
        after=_after(page, int) or 0,
        limit=page.limit + 1,
    )
    return page.answer(found.items, place=lambda one: (one.number,))


@router.post("/roster/preview", response=RosterReportOut, summary="What rows would do")
def preview_rows(request: HttpRequest, body: RosterIn) -> Any:
    return preview_roster(
        actor=actor_of(request),
        employer_id=body.employer_id,
        file=_rows_as_file(body),
        override_reason=body.override_reason,
    )


@router.post("/roster", response=RosterReportOut, summary="Take all rows, or none")
def import_rows(request: HttpRequest, body: RosterIn, idempotency_key: IdempotencyKey) -> Any:
    return import_roster(
        actor=actor_of(request),
        employer_id=body.employer_id,
        file=_rows_as_file(body),
        idempotency_key=idempotency_key,
        keep_good_rows=body.keep_good_rows,
        override_reason=body.override_reason,
    )


@router.post("/roster-file/preview", response=RosterReportOut, summary="What a file would do")
def preview_file(request: HttpRequest, employer_id: UUID, file: File[UploadedFile]) -> Any:
    return preview_roster(actor=actor_of(request), employer_id=employer_id, file=_upload(file))


@router.post("/roster-file", response=RosterReportOut, summary="Take all rows of a file, or none")
def import_file(
    request: HttpRequest,
    employer_id: UUID,
    file: File[UploadedFile],
    idempotency_key: IdempotencyKey,
    keep_good_rows: bool = False,
    override_reason: Text(200) = "",  # type: ignore[valid-type]
) -> Any:
    return import_roster(
        actor=actor_of(request),
        employer_id=employer_id,
        file=_upload(file),
        idempotency_key=idempotency_key,
        keep_good_rows=keep_good_rows,
        override_reason=override_reason,
    )


def _after(page: Page, kind: type[Any]) -> Any:
    place = page.place(kind)
    return place[0] if place else None


def _csv(file: CarrierFile, name: str) -> HttpResponse:
    response = HttpResponse(file.text.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Next-Cursor"] = str(file.cursor)
    return response


def _upload(file: UploadedFile) -> RosterFile:
    name = file.name or "the file"
    if (file.size or 0) > MAX_UPLOAD:
        raise RosterNotReadable(name, f"it is larger than {MAX_UPLOAD // 2**20} MB")
    return RosterFile(name=name, content=file.read())


def _rows_as_file(body: RosterIn) -> RosterFile:
    rows = [row.dict() for row in body.rows]
    return RosterFile(name="rows", content=table_of(rows))

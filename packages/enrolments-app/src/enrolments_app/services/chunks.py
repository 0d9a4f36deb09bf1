"""
What does each chunk of a run read: the next rows, locked, and what is known of their people?
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from enrolments_app import conf, models
from enrolments_app.data import EmployeeFacts
from enrolments_app.models.run import Run


def next_rows(
    rows: "QuerySet[models.Enrolment]", run: Run
) -> tuple[list[models.Enrolment], str | None]:
    """
    The next enrolments by id after the run's place, locked, and the place after them.

    Ids sort by age: cover that a run makes itself comes after what it began with.
    """
    if run.place:
        rows = rows.filter(id__gt=UUID(run.place))
    size = conf.run_chunk()
    found = list(rows.select_for_update(of=("self",)).order_by("id")[:size])
    return found, str(found[-1].id) if len(found) == size else None


def facts_of(
    rows: Sequence[models.Enrolment], employer_id: UUID, *, on: dt.date
) -> Mapping[str, EmployeeFacts]:
    """
    What the directory says of the employees of these rows, by id as text.
    """
    return facts_many({str(row.employee_id) for row in rows}, employer_id, on=on)


def facts_many(
    employee_ids: Collection[str], employer_id: UUID, *, on: dt.date
) -> Mapping[str, EmployeeFacts]:
    """
    The same of employees by id.
    """
    if not employee_ids:
        return {}
    return conf.employee_directory.resolve().facts_many(
        employer_id=employer_id, employee_ids=employee_ids, on=on
    )

"""
Does the upgrade from 2.0 tell cancelled from terminated, keep every covered day, and go back?
"""

import datetime as dt

import pytest
from django.db import connection

from enrolments_app import models
from enrolments_app.testing import ids
from tests import upgrading
from tests.old_rows import write_row

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0009_people", "0011_split_statuses"
JULY_1 = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


def migrate(name: str = AFTER) -> None:
    upgrading.migrate(name)


@pytest.fixture
def old():
    """The tables of 2.0; as new afterwards."""
    upgrading.start_at(BEFORE)
    yield
    upgrading.start_at()


def cancelled_on(row_id, at) -> None:
    """
    The change that says when a cover was cancelled.
    """
    models.EnrolmentChange.objects.create(
        enrolment_id=row_id,
        employer_id=ids.ACME,
        kind="cancel",
        starts_on=dt.date(2027, 1, 1),
        covered=False,
        previously_covered=True,
        effective_on=dt.date(2027, 1, 1),
        recorded_at=at,
        actor="hana",
    )


def state(row_id) -> tuple[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, reversed FROM enrolments_app_enrolment WHERE id = %s", [row_id]
        )
        return cursor.fetchone()


class TestSplit:
    def test_ended_is_terminated(self, old):
        row = write_row(1, ends_on="2027-06-30", status="ended")

        migrate()

        assert state(row) == ("terminated", False)

    def test_ended_before_it_started_never_took_effect(self, old):
        row = write_row(1, ends_on="2026-12-31", status="ended")

        migrate()

        assert state(row) == ("cancelled", True)

    def test_cancelled_before_its_first_day_stays_cancelled(self, old):
        row = write_row(1, status="cancelled")
        cancelled_on(row, dt.datetime(2026, 12, 1, tzinfo=dt.UTC))

        migrate()

        assert state(row) == ("cancelled", False)
        assert not models.StatusSplit.objects.exists()

    def test_cancelled_after_its_first_day_is_terminated_and_counts_no_day(self, old):
        row = write_row(1, status="cancelled")
        cancelled_on(row, JULY_1)

        migrate()

        assert state(row) == ("terminated", True)

    def test_a_waived_row_is_a_waiver_for_the_days_that_no_cover_has(self, old):
        row = write_row(5, status="waived")
        write_row(5, starts_on="2027-02-01")

        migrate()

        (waiver,) = models.Waiver.objects.all()
        assert (waiver.employee_id, waiver.days.lower, waiver.days.upper) == (
            "5",
            dt.date(2027, 1, 1),
            dt.date(2027, 2, 1),
        )
        assert models.StatusSplit.objects.get(enrolment_id=row).waiver_id == waiver.id

    def test_active_cover_stays_as_it_is(self, old):
        row = write_row(1)

        migrate()

        assert state(row) == ("active", False)

    def test_every_change_is_counted(self, old):
        for employee_id in (1, 2):
            write_row(employee_id, ends_on="2027-06-30", status="ended")
        write_row(5, status="waived")

        migrate()

        splits = models.StatusSplit.objects.values_list("before", "after")
        assert sorted(splits) == [
            ("ended", "terminated"),
            ("ended", "terminated"),
            ("waived", "cancelled"),
        ]


class TestBothReleasesServe:
    def test_what_2_0_ends_is_terminated(self, old):
        migrate()
        row = write_row(1)

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE enrolments_app_enrolment SET status = 'ended' WHERE id = %s", [row]
            )

        assert state(row) == ("terminated", False)


class TestReverse:
    def test_gives_every_status_back(self, old):
        rows = [
            write_row(1, ends_on="2027-06-30", status="ended"),
            write_row(2, ends_on="2026-12-31", status="ended"),
            write_row(3, status="cancelled"),
            write_row(5, status="waived"),
        ]
        cancelled_on(rows[2], JULY_1)
        before = [state(row) for row in rows]
        migrate()

        migrate(BEFORE)

        assert [state(row) for row in rows] == before
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM enrolments_app_waiver")
            assert cursor.fetchone() == (0,)

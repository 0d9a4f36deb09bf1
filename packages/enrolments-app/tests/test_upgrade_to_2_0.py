"""
Does the upgrade from 1.6 keep every day of cover, list every repair, and serve both releases?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection

from domain_kit.operations.guards import RowsInTheWay
from enrolments_app import models
from tests import upgrading
from tests.old_rows import write_old_rows, write_row

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0003_fill_members", "0008_one_cover_a_day"


def migrate(name: str = AFTER) -> None:
    upgrading.migrate(name)


@pytest.fixture
def old():
    """The tables of 1.6; as new afterwards."""
    upgrading.start_at(BEFORE)
    yield
    upgrading.start_at()


def dates(row_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT starts_on::text, ends_on::text, coverage::text, status"
            " FROM enrolments_app_enrolment WHERE id = %s",
            [row_id],
        )
        return cursor.fetchone()


class TestRepairs:
    def test_the_later_choice_keeps_its_days_and_the_repair_is_listed(self, old):
        first = write_row(2)
        second = write_row(2, starts_on="2027-02-01")

        migrate()

        assert dates(first) == ("2027-01-01", None, "[2027-01-01,2027-02-01)", "active")
        assert dates(second)[2] == "[2027-02-01,)"
        (repair,) = models.CoverageRepair.objects.all()
        assert repair.because_of == second
        assert repair.before == {"starts_on": "2027-01-01", "ends_on": None, "reversed": False}

    def test_the_feed_tells_of_a_cut(self, old):
        first = write_row(2)
        write_row(2, starts_on="2027-02-01")

        migrate()

        (change,) = models.EnrolmentChange.objects.filter(enrolment_id=first)
        assert (change.kind, change.ends_on) == ("terminate", dt.date(2027, 1, 31))

    def test_an_end_before_the_start_meant_that_no_day_counts(self, old):
        row = write_row(4, ends_on="2026-12-31", status="ended")

        migrate()

        assert dates(row) == ("2027-01-01", "2026-12-31", "[2027-01-01,)", "ended")
        assert models.Enrolment.objects.filter(pk=row, reversed=True).exists()
        (repair,) = models.CoverageRepair.objects.all()
        assert repair.problem == "ends before it starts"

    def test_no_row_is_lost_and_what_is_clean_stays_as_it_was(self, old):
        write_old_rows()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM enrolments_app_enrolment")
            (count,) = cursor.fetchone()

        migrate()

        assert models.Enrolment.objects.filter(coverage__isnull=False).count() == count
        assert models.CoverageRepair.objects.count() == 3

    def test_killed_and_run_again_it_ends_the_same(self, old):
        write_old_rows()
        migrate("0007_fill_coverage")
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM domain_kit_backfill WHERE app_label = 'enrolments_app'"
                " AND name = 'coverage'"
            )
            cursor.execute(
                "DELETE FROM django_migrations WHERE app = 'enrolments_app'"
                " AND name = '0007_fill_coverage'"
            )

        migrate()

        assert models.CoverageRepair.objects.count() == 3


class TestBothReleasesServe:
    def test_what_1_6_writes_gets_its_range(self, old):
        migrate()

        row = write_row(1, ends_on="2027-06-30", status="ended")

        assert dates(row)[2] == "[2027-01-01,2027-07-01)"

    def test_an_end_before_the_start_counts_no_day_from_1_6_either(self, old):
        migrate()

        row = write_row(1, ends_on="2026-12-31", status="ended")

        assert models.Enrolment.objects.filter(pk=row, reversed=True).exists()

    def test_an_end_that_1_6_sets_moves_the_range(self, old):
        migrate()
        row = write_row(1)

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE enrolments_app_enrolment SET ends_on = '2027-03-31', status = 'ended'"
                " WHERE id = %s",
                [row],
            )

        assert dates(row)[2] == "[2027-01-01,2027-04-01)"

    def test_what_2_0_writes_gets_its_dates(self, old):
        migrate()
        row = write_row(1)

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE enrolments_app_enrolment SET coverage = '[2027-02-10,2028-01-01)'"
                " WHERE id = %s",
                [row],
            )

        assert dates(row)[:2] == ("2027-02-10", "2027-12-31")

    def test_new_overlaps_stop_the_constraint_with_the_list(self, old):
        migrate("0007_fill_coverage")
        write_row(2)
        write_row(2, starts_on="2027-02-01")

        with pytest.raises(RowsInTheWay, match="enrolments_mend --apply"):
            migrate()

        call_command("enrolments_mend", apply=True)
        migrate()
        assert models.CoverageRepair.objects.count() == 1


class TestReverse:
    def test_gives_back_the_dates(self, old):
        migrate()
        row = write_row(1)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE enrolments_app_enrolment SET coverage = '[2027-01-01,2027-07-01)'"
                " WHERE id = %s",
                [row],
            )

        migrate(BEFORE)

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT starts_on::text, ends_on::text FROM enrolments_app_enrolment WHERE id = %s",
                [row],
            )
            assert cursor.fetchone() == ("2027-01-01", "2027-06-30")

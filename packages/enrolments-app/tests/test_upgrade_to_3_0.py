"""
Does the upgrade to 3.0.0 stop at loose ends, and leave nothing that nobody reads?
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError

from domain_kit.operations.guards import RowsInTheWay
from enrolments_app import api, models
from enrolments_app.testing import ids
from tests.old_rows import CHILD, write_row
from tests.upgrading import migrate, start_at

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = "0015_by_employee_ref"


@pytest.fixture
def old():
    """The tables of 2.2; as new afterwards."""
    start_at(BEFORE)
    yield
    start_at()


def members_for(row_id) -> None:
    """
    The member that 1.6 and later write with a cover.
    """
    models.EnrolmentMember.objects.create(enrolment_id=row_id, relationship="self", share="25.00")


def columns() -> set[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(
            cursor, "enrolments_app_enrolment"
        )
    return {column.name for column in described}


class TestGuard:
    def test_stops_at_cover_whose_people_only_the_json_knows(self, old):
        write_row(1, dependants=[CHILD])

        with pytest.raises(RowsInTheWay, match="enrolments_import_members"):
            migrate()

        assert "dependants" in columns()

    def test_goes_on_when_the_command_has_made_the_members(self, old, hr):
        row = write_row(1, dependants=[CHILD])

        call_command("enrolments_import_members")
        migrate()

        names = [member.key for member in api.members_of(actor=hr, enrolment_id=row)]
        assert names == ["", "c1"]

    def test_stops_at_a_backfill_that_was_killed(self, old):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE domain_kit_backfill SET finished_at = NULL"
                " WHERE app_label = 'enrolments_app' AND name = 'coverage'"
            )

        with pytest.raises(RowsInTheWay, match=r"backfill coverage"):
            migrate()


class TestContract:
    def test_drops_what_nobody_reads_and_keeps_the_cover(self, old, hr):
        row = write_row(1, ends_on="2027-06-30", status="ended")
        members_for(row)

        migrate()

        assert not columns() & {"starts_on", "ends_on", "employee_id", "dependants"}
        kept = api.get_enrolment(actor=hr, enrolment_id=row)
        assert (kept.employee_id, str(kept.coverage)) == ("1", "2027-01-01 to 2027-06-30")

    def test_does_not_go_back(self, old):
        migrate()

        with pytest.raises(IrreversibleError):
            migrate(BEFORE)

    def test_takes_ids_that_are_no_numbers(self, old, hr):
        migrate()

        models.Enrolment.objects.create(
            employer_id=ids.ACME,
            employee_id="E-0042",
            benefit_id=ids.CYCLE,
            plan_id=ids.PLAN,
            option_id=ids.CYCLE_2027,
            label="Cycle",
            coverage=("2027-01-01", "2027-07-01"),
            status="active",
            monthly_price="25.00",
            currency="GBP",
        )

        (found,) = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id="E-0042")
        assert found.employee_id == "E-0042"

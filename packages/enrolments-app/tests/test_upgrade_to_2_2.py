"""
Does the upgrade from 2.1 give every employee's number as text, and serve both releases?
"""

import pytest
from django.db import DatabaseError, connection, transaction

from enrolments_app.testing import ids
from tests import upgrading
from tests.old_rows import write_row

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0011_split_statuses", "0015_by_employee_ref"


def migrate(name: str = AFTER) -> None:
    upgrading.migrate(name)


@pytest.fixture
def old():
    """The tables of 2.1; as new afterwards."""
    upgrading.start_at(BEFORE)
    yield
    upgrading.start_at()


def employee(row_id) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT employee_id, employee_ref FROM enrolments_app_enrolment WHERE id = %s",
            [row_id],
        )
        return cursor.fetchone()


class TestEmployeeRef:
    def test_is_filled(self, old):
        row = write_row(404)

        migrate()

        assert employee(row) == (404, "404")

    def test_follows_what_2_1_writes(self, old):
        migrate()

        assert employee(write_row(7)) == (7, "7")

    def test_gives_2_1_the_number_of_what_2_2_writes(self, old):
        migrate()
        row = write_row(7)

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE enrolments_app_enrolment SET employee_ref = '8' WHERE id = %s", [row]
            )

        assert employee(row) == (8, "8")

    def test_referees_as_the_number_does(self, old):
        migrate()
        write_row(7, benefit_id=ids.CYCLE)

        with pytest.raises(DatabaseError), transaction.atomic():
            write_row(7, benefit_id=ids.CYCLE, starts_on="2027-02-01")

    def test_goes_when_reversed(self, old):
        row = write_row(404)
        migrate()

        migrate(BEFORE)

        with connection.cursor() as cursor:
            cursor.execute("SELECT employee_id FROM enrolments_app_enrolment WHERE id = %s", [row])
            assert cursor.fetchone() == (404,)

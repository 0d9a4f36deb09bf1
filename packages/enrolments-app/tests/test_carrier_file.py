"""
Does a carrier get a file that it can check, that says what changed, and nothing twice?
"""

import csv
import datetime as dt
import hashlib
import io

import pytest

from domain_kit.errors import RoleForbidden, TenantForbidden
from enrolments_app import api
from enrolments_app.api import carrier_changes, carrier_roster
from enrolments_app.testing import ids
from tests.runs import JANUARY, SYSTEM, child, cover, crowd  # noqa: F401


def changes(since=0, actor=SYSTEM, **filters):
    return carrier_changes(actor=actor, employer_id=ids.ACME, since=since, **filters)


def everything(on=JANUARY, **filters):
    return carrier_roster(actor=SYSTEM, employer_id=ids.ACME, on=on, **filters)


def lines(file):
    return list(csv.DictReader(io.StringIO(file.text, newline="")))[:-1]


def trailer(file):
    return file.text.removesuffix("\r\n").rsplit("\r\n", 1)[-1].split(",")


def end(made, key, ends_on=dt.date(2027, 6, 30)):
    api.unenrol(
        actor=SYSTEM, idempotency_key=key, enrolment_id=made.id, ends_on=ends_on, reason="left"
    )


@pytest.mark.usefixtures("crowd")
class TestChanges:
    def test_names_every_person_of_a_new_cover(self):
        cover(dependants=[child("kit", dt.date(2019, 5, 20))])

        found = lines(changes())

        assert [(line["action"], line["member_key"]) for line in found] == [
            ("add", ""),
            ("add", "kit"),
        ]
        assert found[1]["born_on"] == "2019-05-20"
        assert found[0]["monthly"] == "60.00"

    def test_goes_on_from_its_cursor(self):
        made = cover()
        first = changes()
        end(made, "end")

        (line,) = lines(changes(since=first.cursor))

        assert (line["action"], line["maintenance_code"]) == ("terminate", "024")
        assert (line["ends_on"], line["previous_ends_on"]) == ("2027-06-30", "2027-12-31")

    def test_nothing_new_is_an_empty_file_that_can_be_checked(self):
        cover()

        again = changes(since=changes().cursor)

        assert (again.rows, lines(again)) == (0, [])
        assert trailer(again)[1] == "rows=0"

    def test_a_start_and_its_cancel_within_one_export_are_nothing(self):
        made = cover()
        api.cancel(actor=SYSTEM, idempotency_key="c", enrolment_id=made.id, reason="typo")

        assert lines(changes()) == []

    def test_cover_given_again_within_one_export_is_nothing(self):
        made = cover()
        known = changes().cursor
        api.cancel(actor=SYSTEM, idempotency_key="c", enrolment_id=made.id, reason="typo")
        cover(key="again")

        assert lines(changes(since=known)) == []

    def test_is_for_the_plans_and_benefits_of_one_carrier(self):
        cover()
        cover(option_id=ids.DENTAL_2027)

        assert {line["option_id"] for line in lines(changes(benefit_ids=[ids.DENTAL]))} == {
            str(ids.DENTAL_2027)
        }
        assert lines(changes(plan_ids=[ids.WINDOW])) == []

    def test_is_closed_to_employees_and_other_tenants(self, ada, stranger):
        with pytest.raises(RoleForbidden):
            changes(actor=ada)
        with pytest.raises(TenantForbidden):
            changes(actor=stranger)


@pytest.mark.usefixtures("crowd")
class TestFile:
    def test_the_trailer_counts_and_checks_the_rows(self):
        cover()
        file = changes()

        body = file.text[: file.text.rindex("trailer")]

        assert trailer(file)[:3] == [
            "trailer",
            "rows=1",
            f"sha256={hashlib.sha256(body.encode()).hexdigest()}",
        ]
        assert trailer(file)[3] == f"cursor={file.cursor}"

    def test_every_row_has_every_column(self):
        cover(dependants=[child("kit", dt.date(2019, 5, 20))])

        rows = list(csv.reader(io.StringIO(changes().text, newline=""), strict=True))

        assert len({len(row) for row in rows}) == 1

    @pytest.mark.parametrize("name", ["=1+1", "+44", "-1", "@SUM(A1)"])
    def test_no_name_is_a_formula(self, name):
        kit = api.Dependant(key="kit", name=name, relationship="child")
        cover(dependants=[kit])

        assert lines(changes())[1]["name"] == f"'{name}"

    def test_names_with_commas_quotes_and_lines_come_back(self):
        kit = api.Dependant(key="kit", name='Kit "K", junior', relationship="child")
        cover(dependants=[kit])

        assert lines(changes())[1]["name"] == 'Kit "K", junior'


@pytest.mark.usefixtures("crowd")
class TestFullFile:
    def test_holds_all_cover_in_force_or_to_come(self):
        made = cover()
        cover(2, starts_on=dt.date(2027, 9, 1))
        end(made, "end")

        july = everything(on=dt.date(2027, 7, 1))

        assert [line["employee_id"] for line in lines(july)] == ["2"]
        assert len(lines(everything())) == 2
        assert {line["action"] for line in lines(july)} == {"audit"}

    def test_a_change_file_goes_on_after_it(self):
        cover()
        full = everything()
        cover(2)

        assert [line["employee_id"] for line in lines(changes(since=full.cursor))] == ["2"]

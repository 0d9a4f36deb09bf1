"""
Does a roster become cover, all of it or none, with an error for every row that cannot be taken?
"""

import csv
import datetime as dt
import io
import sys
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.errors import RoleForbidden, TenantForbidden
from enrolments_app import api, models
from enrolments_app.api import (
    RosterFile,
    RosterNeedsOpenpyxl,
    RosterNotReadable,
    RosterRefused,
    import_roster,
    preview_roster,
    waive,
)
from enrolments_app.models.run import Run
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue, CrowdDirectory
from tests.runs import JANUARY, SYSTEM, cover, crowd, days  # noqa: F401

LAST_DAY = dt.date(2027, 12, 31)
COLUMNS = ["employee_id", "option", "starts_on"]
WITH_CHILD = [
    *COLUMNS,
    "dependant_1_key",
    "dependant_1_name",
    "dependant_1_relationship",
    "dependant_1_born_on",
]


def elections(*people, option=ids.MEDICAL_2027, starts_on="2027-01-01"):
    return [[str(one), str(option), starts_on] for one in people]


def roster(rows, *, columns=COLUMNS, encoding="utf-8", separator=","):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([["enrolments-roster", "1"], columns, *rows])
    return RosterFile(name="roster.csv", content=out.getvalue().encode(encoding))


def take(file, *, actor=SYSTEM, **options):
    return import_roster(actor=actor, employer_id=ids.ACME, file=file, **options)


def preview(file):
    return preview_roster(actor=SYSTEM, employer_id=ids.ACME, file=file)


def refused(*rows, columns=COLUMNS):
    """The only error of a roster, which is refused."""
    with pytest.raises(RosterRefused) as refusal:
        take(roster(rows, columns=columns))
    (error,) = refusal.value.errors
    return error


@pytest.mark.usefixtures("crowd")
class TestTaken:
    def test_every_row_is_cover_to_the_end_of_the_plan_year(self):
        report = take(roster(elections(1, 2)))

        assert (report.rows, report.made, report.applied) == (2, 2, True)
        assert days(1) == days(2) == [(JANUARY, LAST_DAY)]

    def test_dependants_are_members(self):
        row = [*elections(1)[0], "kit", "Kit", "child", "2019-05-20"]

        take(roster([row], columns=WITH_CHILD))

        kit = models.EnrolmentMember.objects.get(key="kit")
        assert (kit.name, kit.relationship, kit.born_on) == ("Kit", "child", dt.date(2019, 5, 20))

    def test_options_may_be_named_by_code(self):
        report = take(
            roster(elections(1, option="MED-S")), option_codes={"MED-S": ids.MEDICAL_2027}
        )

        assert report.made == 1

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_what_spreadsheets_save_is_read(self, encoding, separator):
        assert take(roster(elections(1), encoding=encoding, separator=separator)).made == 1

    def test_the_same_file_again_answers_what_it_did(self):
        file = roster(elections(1))

        assert take(file) == take(file)
        assert models.Enrolment.objects.count() == 1

    def test_an_election_that_is_there_is_unchanged(self):
        cover(1)

        report = take(roster(elections(1, 2)))

        assert (report.made, report.unchanged) == (1, 1)

    def test_the_log_tells_of_every_row(self):
        take(roster(elections(1, 2)))

        log = api.changes_since(actor=SYSTEM, employer_id=ids.ACME)
        assert [change.reason for change in log] == ["imported", "imported"]

    def test_progress_is_told(self):
        told = []

        take(roster(elections(1, 2)), progress=lambda done, of: told.append((done, of)))

        assert told == [(2, 2)]


@pytest.mark.usefixtures("crowd")
class TestAllOrNothing:
    def test_one_bad_row_refuses_the_file(self):
        with pytest.raises(RosterRefused, match="1 of 2 rows cannot be taken, so nothing"):
            take(roster([*elections(1), *elections("nobody")]))

        assert not models.Enrolment.objects.exists()
        assert not Run.objects.exists()

    def test_a_bad_row_in_a_later_chunk_undoes_the_ones_before(self, monkeypatch):
        monkeypatch.setattr("enrolments_app.services.import_roster.CHUNK", 2)

        with pytest.raises(RosterRefused):
            take(roster([*elections(1, 2, 3), *elections("nobody")]))

        assert not models.Enrolment.objects.exists()

    def test_names_every_error_at_once(self):
        rows = [*elections("", 1), *elections("nobody"), *elections(2, starts_on="tomorrow")]

        with pytest.raises(RosterRefused) as refusal:
            take(roster(rows))

        assert [error.row for error in refusal.value.errors] == [3, 5, 6]

    def test_good_rows_are_kept_if_asked(self):
        rows = [*elections(1), *elections("nobody"), *elections("", 2)]

        report = take(roster(rows), keep_good_rows=True)

        assert (report.rows, report.made, report.refused) == (4, 2, 2)
        assert [(error.row, error.field) for error in report.errors] == [
            (4, "employee_id"),
            (5, "employee_id"),
        ]
        assert take(roster(rows), keep_good_rows=True) == report

    def test_a_mended_file_adds_what_was_missing(self):
        take(roster([*elections(1), *elections("nobody")]), keep_good_rows=True)

        report = take(roster(elections(1, 2)))

        assert (report.made, report.unchanged) == (1, 1)


@pytest.mark.usefixtures("crowd")
class TestPreview:
    def test_says_what_would_happen_and_writes_nothing(self):
        cover(1)

        report = preview(roster([*elections(1, 2), *elections("nobody")]))

        assert (report.made, report.unchanged, report.refused) == (1, 1, 1)
        assert (report.applied, models.Enrolment.objects.count()) == (False, 1)


@pytest.mark.usefixtures("crowd")
class TestRefusedRows:
    def test_somebody_unknown(self):
        error = refused(*elections(CrowdDirectory.people + 1))

        assert (error.field, error.reason) == ("employee_id", "there is no such employee")

    def test_somebody_not_employed_on_the_day(self, monkeypatch):
        monkeypatch.setattr(CrowdDirectory, "left", {"1": dt.date(2026, 12, 31)})

        error = refused(*elections(1))

        assert error.field == "starts_on"
        assert "is employed from" in error.reason

    def test_an_option_that_is_not_offered(self):
        error = refused(*elections(1, option=ids.WINDOW))

        assert (error.field, error.value) == ("option", str(ids.WINDOW))

    def test_an_option_of_another_employer(self):
        assert "another employer's" in refused(*elections(1, option=ids.GLOBEX_MEDICAL_2027)).reason

    def test_a_day_outside_the_plan_year(self):
        assert "it is offered from" in refused(*elections(1, starts_on="2028-02-01")).reason

    def test_somebody_covered_already(self):
        cover(1, starts_on=dt.date(2027, 5, 1))

        error = refused(*elections(1))

        assert error.reason == "the employee has this benefit already, 2027-05-01 to 2027-12-31"

    def test_two_options_of_one_benefit(self):
        rows = [*elections(1), *elections(1, option=ids.MEDICAL_PLUS_2027)]

        assert refused(*rows).reason == "row 3 gives the employee this benefit"

    def test_a_benefit_that_was_waived(self):
        waive(
            actor=SYSTEM,
            idempotency_key="no",
            employee_id=1,
            benefit_id=ids.MEDICAL,
            plan_year_id=ids.YEAR_2027,
            reason="cost",
            starts_on=JANUARY,
            ends_on=LAST_DAY,
        )

        assert "waived" in refused(*elections(1)).reason

    def test_somebody_who_is_not_eligible(self, monkeypatch):
        monkeypatch.setattr(CrowdCatalogue, "reasons", ("works too few hours",))

        assert refused(*elections(1)).field == "employee_id"

    def test_c_20_sacrifices_that_leave_too_little_pay(self, monkeypatch, settings):
        settings.ENROLMENTS_PAY_FLOOR = "enrolments_app.testing.fakes.FakePayFloor"
        settings.ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.fakes.FakeDirectory"
        monkeypatch.setattr(CrowdCatalogue, "funding", "salary_sacrifice")
        monkeypatch.setattr(CrowdCatalogue, "employer_share", Decimal(0))
        rows = [*elections(1), *elections(1, option=ids.DENTAL_2027)]
        rows += elections(1, option=ids.CYCLE_2027)
        monkeypatch.setattr(
            CrowdCatalogue, "prices", {ids.DENTAL_2027: "30.00", ids.CYCLE_2027: "45.00"}
        )

        assert refused(*rows).row == 5

    def test_a_day_too_far_back_for_hr(self, hr):
        with pytest.raises(RosterRefused, match="starts_on"):
            take(roster(elections(1, starts_on="2026-01-01")), actor=hr)

    def test_a_dependant_born_in_the_future(self):
        row = [*elections(1)[0], "kit", "Kit", "child", "2096-01-01"]

        assert refused(row, columns=WITH_CHILD).field == "dependants.0.born_on"


@pytest.mark.usefixtures("crowd")
class TestFiles:
    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the old format, XLS"),
            (b"enrolments-roster,1\nemployee_id,option,starts_on\n\xff,,\n", "line 3 is not UTF-8"),
            (b'enrolments-roster,1\n"employee_id,option', "line 2"),
            (b"enrolments-roster,1\n" + b"x" * 200_000, "field larger than field limit"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, content, problem):
        with pytest.raises(RosterNotReadable, match=problem):
            take(RosterFile(name="roster.csv", content=content))

    def test_a_row_with_a_nul_is_refused_and_not_a_failure(self):
        assert refused(["1\x00", str(ids.MEDICAL_2027), "2027-01-01"]).field == "employee_id"

    def test_xlsx_says_what_is_missing(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "openpyxl", None)

        with pytest.raises(RosterNeedsOpenpyxl, match=r"enrolments-app\[xlsx\]"):
            take(RosterFile(name="roster.xlsx", content=b"PK\x03\x04"))

    def test_is_closed_to_employees_and_other_tenants(self, ada, stranger):
        with pytest.raises(RoleForbidden):
            take(roster(elections(1)), actor=ada)
        with pytest.raises(TenantForbidden):
            take(roster(elections(1)), actor=stranger)


@pytest.mark.usefixtures("crowd")
class TestWorkbooks:
    @pytest.fixture
    def workbook(self):
        openpyxl = pytest.importorskip("openpyxl")

        def make(*rows):
            book = openpyxl.Workbook()
            for row in [["enrolments-roster", 1], COLUMNS, *rows]:
                book.active.append(row)
            out = io.BytesIO()
            book.save(out)
            return RosterFile(name="roster.xlsx", content=out.getvalue())

        return make

    def test_numbers_and_dates_are_read(self, workbook):
        midnight = dt.datetime(2027, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone

        assert take(workbook([1, str(ids.MEDICAL_2027), midnight])).made == 1

    def test_a_formula_is_refused(self, workbook):
        file = workbook(["=1+1", str(ids.MEDICAL_2027), "2027-01-01"])

        (error,) = preview(file).errors
        assert error.reason == "it is a formula"

    def test_a_damaged_one_is_refused(self, workbook):
        file = workbook()

        with pytest.raises(RosterNotReadable, match="no workbook"):
            take(RosterFile(name=file.name, content=file.content[:200]))


@pytest.mark.usefixtures("crowd")
class TestMany:
    def test_the_number_of_statements_does_not_grow_with_the_rows(self):
        def statements(people):
            with transaction.atomic():
                with CaptureQueriesContext(connection) as captured:
                    assert take(roster(elections(*range(1, people + 1)))).made == people
                transaction.set_rollback(True)
            return len(captured)

        assert statements(2) == statements(40)

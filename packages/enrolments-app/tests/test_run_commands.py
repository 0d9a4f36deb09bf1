"""
Does an operator reach runs, rosters, payroll and carriers from the command line?
"""

import csv
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from enrolments_app import models
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import cover, crowd  # noqa: F401
from tests.test_import_roster import elections, roster
from tests.test_reprice import new_rates  # noqa: F401

ACME = str(ids.ACME)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(roster([*elections(1, 2), *elections("nobody")]).content)
    return str(path)


@pytest.mark.usefixtures("crowd")
class TestRuns:
    def test_carry_over_says_how_it_went(self, capsys):
        cover()

        call_command("enrolments_carry_over", ACME, str(ids.YEAR_2027), "2028-01-01")

        assert "1 looked at, 1 made, 0 ended, 0 passed over" in capsys.readouterr().out

    def test_carry_over_says_why_not(self):
        with pytest.raises(CommandError, match="Renew the plan year"):
            call_command("enrolments_carry_over", ACME, str(ids.YEAR_2028), "2029-01-01")

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (("x", str(ids.YEAR_2027), "2028-01-01"), "'x' is not a UUID"),
            ((ACME, str(ids.YEAR_2027), "soon"), "'soon' is not a day"),
        ],
    )
    def test_what_cannot_be_read_is_named(self, arguments, problem):
        with pytest.raises(CommandError, match=problem):
            call_command("enrolments_carry_over", *arguments)

    def test_age_out(self, capsys):
        call_command("enrolments_age_out", ACME, "2027-06-01", "--limit", "25")

        assert capsys.readouterr().out.startswith("age_out 2027-06-01: 0 looked at")

    def test_reprice(self, capsys, new_rates):  # noqa: F811
        cover()

        call_command("enrolments_reprice", ACME, "2027-04-01")

        assert "1 made, 1 ended" in capsys.readouterr().out

    def test_the_business_date(self, capsys):
        call_command("enrolments_advance_business_date", "2027-06-01", ACME)
        call_command("enrolments_advance_business_date", "2027-06-04", ACME)

        assert capsys.readouterr().out.splitlines() == [
            f"{ACME}: 2027-06-01, 1 nights.",
            f"{ACME}: 2027-06-04, 3 nights.",
        ]
        with pytest.raises(CommandError, match="does not go back"):
            call_command("enrolments_advance_business_date", "2027-06-01", ACME)


@pytest.mark.usefixtures("crowd")
class TestRosters:
    def test_previews_unless_told_to_write(self, file, capsys):
        call_command("enrolments_import_roster", file, "--employer", ACME)

        said = capsys.readouterr()
        assert "Row 5, employee_id = 'nobody': there is no such employee." in said.out
        assert "3 rows: 2 would be made, 0 there already, 1 refused." in said.out
        assert "3 of 3 rows" in said.err
        assert not models.Enrolment.objects.exists()

    def test_takes_all_rows_or_none(self, file):
        with pytest.raises(CommandError, match="nothing was written"):
            call_command("enrolments_import_roster", file, "--employer", ACME, "--apply")

        assert not models.Enrolment.objects.exists()

    def test_keeps_good_rows_if_asked(self, file, capsys):
        call_command(
            "enrolments_import_roster", file, "--employer", ACME, "--apply", "--keep-good-rows"
        )

        assert "2 made" in capsys.readouterr().out
        assert models.Enrolment.objects.count() == 2

    def test_reads_codes_of_options(self, tmp_path, capsys):
        rows = tmp_path / "roster.csv"
        rows.write_bytes(roster(elections(1, option="MED-S")).content)
        codes = tmp_path / "codes.csv"
        codes.write_text(f"MED-S,{ids.MEDICAL_2027}\n")

        call_command(
            "enrolments_import_roster",
            str(rows),
            "--employer",
            ACME,
            "--option-codes",
            str(codes),
        )

        assert "1 would be made" in capsys.readouterr().out

    def test_names_a_file_that_cannot_be_read(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("enrolments_import_roster", str(tmp_path / "none"), "--employer", ACME)


@pytest.mark.usefixtures("crowd")
class TestFiles:
    def test_a_carrier_file_says_where_the_next_goes_on(self, tmp_path, capsys):
        cover()
        out = tmp_path / "changes.csv"

        call_command("enrolments_carrier_file", ACME, "--since", "0", "--out", str(out))

        assert capsys.readouterr().out.startswith(f"1 rows in {out}; the next file is --since ")
        assert out.read_bytes().count(b"\r\n") == 3

    def test_a_full_carrier_file(self, tmp_path):
        cover()
        out = tmp_path / "cover.csv"

        call_command("enrolments_carrier_file", ACME, "--full-on", "2027-01-01", "--out", str(out))

        assert b"detail,audit,030" in out.read_bytes()

    def test_payroll_deductions(self, tmp_path, monkeypatch):
        monkeypatch.setattr(CrowdCatalogue, "employer_share", Decimal("0.5"))
        cover()
        out = tmp_path / "payroll.csv"

        call_command(
            "enrolments_payroll_deductions",
            ACME,
            "2027-01-01",
            "2027-12-31",
            "--frequency",
            "biweekly-26",
            "--period-ends-on",
            "2027-01-08",
            "--out",
            str(out),
        )

        with out.open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) == 26
        assert sum(Decimal(row["amount"]) for row in rows) == 360

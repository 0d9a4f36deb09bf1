"""
Is every cell of a roster taken, or refused by row, field, reason and remedy?
"""

import datetime as dt
import uuid

import pytest

from enrolments_app.errors.roster import (
    RosterColumnsWrong,
    RosterTemplateUnknown,
    RosterTooLong,
)
from enrolments_app.rules import roster
from enrolments_app.rules.roster import read_roster
from enrolments_app.testing import ids

TEMPLATE = ("enrolments-roster", "1")
COLUMNS = (
    "employee_id",
    "option",
    "starts_on",
    "dependant_1_key",
    "dependant_1_name",
    "dependant_1_relationship",
    "dependant_1_born_on",
)
OPTION = str(ids.MEDICAL_2027)
GOOD = ("1", OPTION, "2027-02-10")
# A workbook's dates have no zone.
MIDNIGHT = dt.datetime(2027, 2, 10)  # noqa: DTZ001
NINE = dt.datetime(2027, 2, 10, 9)  # noqa: DTZ001


def read(*rows, template=TEMPLATE, columns=COLUMNS, **options):
    return read_roster([template, columns, *rows], **options)


def only_error(*rows):
    (error,) = read(*rows).errors
    return error


class TestGoodRows:
    def test_holds_who_what_and_when(self):
        (row,) = read(GOOD).rows

        assert (row.number, row.employee_id, row.option_id) == (3, "1", ids.MEDICAL_2027)
        assert row.starts_on == dt.date(2027, 2, 10)

    def test_holds_the_dependants(self):
        (row,) = read((*GOOD, "c1", "Kit", "Child", "2019-05-20")).rows

        (kit,) = row.dependants
        assert (kit.key, kit.relationship, kit.born_on) == ("c1", "child", dt.date(2019, 5, 20))

    def test_takes_the_cells_of_a_workbook(self):
        (row,) = read((7, OPTION, MIDNIGHT, None, None, None, None)).rows

        assert (row.employee_id, row.starts_on) == ("7", dt.date(2027, 2, 10))

    def test_takes_an_options_code(self):
        (row,) = read(("1", "MED-S", "2027-02-10"), option_codes={"MED-S": ids.MEDICAL_2027}).rows

        assert row.option_id == ids.MEDICAL_2027

    def test_passes_over_empty_rows(self):
        sheet = read(("", " ", None), (), GOOD)

        assert ([row.number for row in sheet.rows], sheet.errors) == ([5], ())


class TestBadRows:
    @pytest.mark.parametrize(
        ("row", "field", "reason"),
        [
            (("", OPTION, "2027-02-10"), "employee_id", "it is empty"),
            (("1" * 65, OPTION, "2027-02-10"), "employee_id", "it has 65 characters"),
            (("1\x002", OPTION, "2027-02-10"), "employee_id", "cannot be printed"),
            (("1\ud800", OPTION, "2027-02-10"), "employee_id", "cannot be printed"),
            (("=A1", OPTION, "2027-02-10"), "employee_id", "it is a formula"),
            ((1.5, OPTION, "2027-02-10"), "employee_id", "not a whole number"),
            ((True, OPTION, "2027-02-10"), "employee_id", "not a text"),
            (("1", "gold", "2027-02-10"), "option", "there is no such option"),
            (("1", "", "2027-02-10"), "option", "it is empty"),
            (("1", OPTION, "10/02/2027"), "starts_on", "it is not a day"),
            (("1", OPTION, "2027-02-30"), "starts_on", "it is not a day"),
            (("1", OPTION, "20270210"), "starts_on", "it is not a day"),
            (("1", OPTION, "1027-02-10"), "starts_on", "it is too far away"),
            (("1", OPTION, NINE), "starts_on", "it has a time of day"),
            (("1", OPTION, ""), "starts_on", "it is empty"),
            ((*GOOD, "", "", "", "", "more"), "row", "more cells than the 7 columns"),
            ((*GOOD, "c1", "Kit", "pet", ""), "dependant_1_relationship", "no relationship"),
            ((*GOOD, "", "Kit", "child", ""), "dependant_1_key", "it is empty"),
            ((*GOOD, "c1", "K" * 201, "child", ""), "dependant_1_name", "it has 201 characters"),
            ((*GOOD, "c1", "Kit", "child", "soon"), "dependant_1_born_on", "it is not a day"),
        ],
    )
    def test_name_field_and_reason(self, row, field, reason):
        error = only_error(row)

        assert (error.row, error.field) == (3, field)
        assert reason in error.reason
        assert error.remedy.endswith(".")

    def test_the_same_election_twice_names_the_first(self):
        error = only_error(GOOD, GOOD)

        assert (error.row, error.reason) == (4, "employee 1 has this option in row 3 already")

    def test_what_is_shown_is_printable_and_short(self):
        error = only_error(("\x00" + "x" * 500, OPTION, "2027-02-10"))

        assert error.value.startswith("\\x00x")
        assert len(error.value) < 100

    def test_others_are_taken_all_the_same(self):
        sheet = read(("1", "gold", "2027-02-10"), GOOD)

        assert ([row.number for row in sheet.rows], len(sheet.errors)) == ([4], 1)


class TestFile:
    @pytest.mark.parametrize("template", [(), ("employee_id",), ("enrolments-roster", "2")])
    def test_needs_the_template_in_this_version(self, template):
        with pytest.raises(RosterTemplateUnknown, match="version 1"):
            read(GOOD, template=template)

    @pytest.mark.parametrize(
        ("columns", "problem"),
        [
            (("employee_id", "option"), "'starts_on': it is missing"),
            ((*COLUMNS, "salary"), "'salary': there is no such column"),
            ((*COLUMNS, "dependant_13_key"), "'dependant_13_key': there is no such column"),
            ((*COLUMNS, "option"), "'option': it is there twice"),
        ],
    )
    def test_needs_the_columns_of_the_template(self, columns, problem):
        with pytest.raises(RosterColumnsWrong, match=problem):
            read(GOOD, columns=columns)

    def test_has_a_longest_length(self, monkeypatch):
        monkeypatch.setattr(roster, "MAX_ROWS", 2)

        with pytest.raises(RosterTooLong, match="more than 2 rows"):
            read(*[(str(n), str(uuid.uuid4()), "2027-02-10") for n in range(3)])

"""
Does an allow-list accept what it names, and nothing else?
"""

import datetime as dt

import pytest

from wheelwright.report import acceptance
from wheelwright.report.acceptance import Allowed
from wheelwright.report.model import Cell, Finding, Severity, Status

TODAY = dt.date(2026, 11, 21)
YESTERDAY = TODAY - dt.timedelta(days=1)
FOUND = Finding(
    code="irreversible",
    severity=Severity.REVIEW,
    subject="loans.0002_due_date",
    message="There is no way back.",
    hint="Give it a reverse.",
    migration="loans.0002_due_date",
)


def entry(**parts: object) -> Allowed:
    return Allowed(**{"code": "irreversible", "reason": "Nobody goes back."} | parts)


def cell(*findings: Finding, package: str = "loans-app", reason: str | None = None) -> Cell:
    return Cell(package=package, old="1.0.0", new="2.0.0", findings=findings, reason=reason)


def accepted(allowed: Allowed, finding: Finding = FOUND) -> bool:
    (after,) = acceptance.accept([finding], [allowed], package="loans-app", today=TODAY)
    return after.accepted is not None


class TestAccept:
    def test_keeps_the_finding_as_information_with_the_reason(self):
        (after,) = acceptance.accept([FOUND], [entry()], package="loans-app", today=TODAY)

        assert after.severity is Severity.INFO
        assert after.accepted == "Nobody goes back."
        assert after.message == FOUND.message

    def test_lets_a_cell_pass(self):
        findings = acceptance.accept([FOUND], [entry()], package="loans-app", today=TODAY)

        assert cell(*findings).status is Status.PASSED

    @pytest.mark.parametrize(
        "parts",
        [
            {"package": "Loans_App"},
            {"subject": "loans.*"},
            {"migration": "loans.0002_*"},
            {"until": TODAY},
        ],
    )
    def test_fits_a_part_that_says_the_same(self, parts):
        assert accepted(entry(**parts))

    @pytest.mark.parametrize(
        "parts",
        [
            {"code": "blocking-lock"},
            {"package": "billing-app"},
            {"subject": "loans"},
            {"migration": "loans.0003_*"},
            {"subject": "loans.*", "migration": "loans.0003_*"},
            {"until": YESTERDAY},
        ],
    )
    def test_fits_nothing_that_differs_in_one_part(self, parts):
        assert not accepted(entry(**parts))

    def test_a_named_migration_does_not_fit_a_finding_without_one(self):
        without = Finding(
            code="irreversible", severity=Severity.REVIEW, subject="x", message="m", hint="h"
        )

        assert not accepted(entry(migration="loans.*"), without)


class TestNotes:
    def test_is_quiet_about_an_entry_that_fits(self):
        assert acceptance.notes([cell(FOUND)], [entry()], today=TODAY) == ()

    def test_names_an_entry_that_fits_nothing(self):
        (note,) = acceptance.notes([cell()], [entry(subject="loans.*")], today=TODAY)

        assert "irreversible (subject loans.*) fits no finding" in note

    def test_names_an_entry_that_expired(self):
        (note,) = acceptance.notes([cell(FOUND)], [entry(until=YESTERDAY)], today=TODAY)

        assert "expired on 2026-11-20: what it accepted was found again" in note

    def test_is_quiet_about_packages_that_were_not_run(self):
        assert acceptance.notes([cell()], [entry(package="billing-app")], today=TODAY) == ()

    def test_says_nothing_where_a_cell_could_not_run(self):
        cells = [cell(reason="The seed does not load.")]

        assert acceptance.notes(cells, [entry()], today=TODAY) == ()

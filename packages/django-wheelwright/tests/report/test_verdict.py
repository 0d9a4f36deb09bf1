"""
Does one sentence say the outcome to somebody who has never seen the tool?
"""

import dataclasses

import pytest

from wheelwright.report.model import Report, Status
from wheelwright.report.verdict import verdict

PASSED, REVIEW, FAILED, BROKEN = range(4)


def sentence(report: Report, *numbers: int) -> str:
    cells = tuple(report.cells[number] for number in numbers)
    return verdict(dataclasses.replace(report, cells=cells)).sentence


class TestOfOneCell:
    def test_says_what_is_wrong_in_plain_words(self, report):
        assert sentence(report, FAILED) == (
            "Do not ship loans-app 2.0.0 like this. Upgrading from 1.2.0: "
            "readers or writers have to wait for the migration."
        )

    def test_asks_a_person(self, report):
        assert "2.0.0 can follow 1.1.0 once a person agrees to this:" in sentence(report, REVIEW)

    def test_says_that_nothing_speaks_against_it(self, report):
        assert sentence(report, PASSED) == (
            "loans-app 2.0.0 can follow 1.0.0: nothing that was measured speaks against it."
        )

    def test_blames_nobody_for_what_could_not_run(self, report):
        assert "could not be rehearsed, which says nothing about it" in sentence(report, BROKEN)

    def test_counts_what_it_does_not_name(self, report):
        cell = report.cells[FAILED]
        findings = [
            dataclasses.replace(cell.findings[0], code=code)
            for code in ("migration-fails", "data-lost", "invalid-index", "data-changed")
        ]

        said = verdict(
            dataclasses.replace(
                report, cells=(dataclasses.replace(cell, findings=tuple(findings)),)
            )
        )

        assert said.sentence.endswith("a migration fails, data is gone, and 2 other problems.")


class TestOfManyCells:
    @pytest.mark.parametrize(
        ("numbers", "status", "words"),
        [
            ((FAILED, PASSED), Status.FAILED, "like this: 1 of 2 upgrades would go wrong."),
            ((FAILED, BROKEN), Status.FAILED, "wrong. One more could not be rehearsed."),
            ((BROKEN, REVIEW), Status.BROKEN, "1 of 2 upgrades could not be rehearsed"),
            ((REVIEW, PASSED), Status.REVIEW, "look at 1 of them before it ships."),
            ((REVIEW, REVIEW), Status.REVIEW, "look at 2 of them before they ship."),
            ((PASSED, PASSED), Status.PASSED, "All 2 upgrades ran, and nothing"),
            ((), Status.BROKEN, "Nothing was rehearsed."),
        ],
    )
    def test_counts_them(self, report, numbers, status, words):
        cells = tuple(report.cells[number] for number in numbers)

        said = verdict(dataclasses.replace(report, cells=cells))

        assert said.status is status
        assert words in said.sentence


class TestOfCombinations:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (PASSED, "Nothing speaks against having these wheels together (1 question"),
            (REVIEW, "These wheels live together once a person agrees (1 of 1 questions"),
            (FAILED, "These wheels do not live together in every way (1 of 1 questions"),
            (BROKEN, "1 of 1 questions about these wheels could not be answered"),
        ],
    )
    def test_speaks_of_wheels_and_not_of_an_upgrade(self, report, number, words):
        composed = dataclasses.replace(report, composed=True)

        assert sentence(composed, number).startswith(words)

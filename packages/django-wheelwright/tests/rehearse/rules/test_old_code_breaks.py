"""
Is the statement named that the old release really trips over?
"""

import facts_kit as kit
import pytest

from wheelwright.rehearse.facts.contract_tests import Contracts, ContractTest
from wheelwright.rehearse.rules import old_code_breaks

ADD = 'ALTER TABLE "loan" ADD COLUMN "due" date NULL'
REQUIRE = 'ALTER TABLE "loan" ALTER COLUMN "due" SET NOT NULL'
UNIQUE = 'ALTER TABLE "loan" ADD CONSTRAINT "one_due" UNIQUE ("due")'
INDEX = 'CREATE INDEX "by_due" ON "loan" ("due")'
RENAME = 'ALTER TABLE "loan" RENAME COLUMN "end" TO "due"'


def blamed(message: str, *sql: str) -> str | None:
    sent = (kit.statement(each, "RunSQL") for each in sql)
    test = ContractTest(id="test_loans.py::test_lends", outcome="failed", message=message, text="")
    facts = kit.upgrade(kit.migration(*sent), contracts=Contracts(old_on_new=(test,)))
    (finding,) = old_code_breaks.check(facts)
    return finding.evidence["caused_by"]


class TestCause:
    @pytest.mark.parametrize(
        ("message", "statement"),
        [
            ('null value in column "due" of relation "loan" violates not-null', REQUIRE),
            ('duplicate key value violates unique constraint "one_due"', UNIQUE),
            ("column loan.end does not exist", RENAME),
        ],
    )
    def test_is_a_statement_that_can_refuse_like_this(self, message, statement):
        assert blamed(message, ADD, REQUIRE, UNIQUE, INDEX, RENAME) == statement

    @pytest.mark.parametrize(
        "message",
        [
            "value too long for type character varying(8)",
            'column "other" of relation "loan" does not exist',
            "AssertionError: this does not exist",
        ],
    )
    def test_is_none_where_nothing_points_at_one(self, message):
        assert blamed(message, ADD, REQUIRE, UNIQUE, INDEX, RENAME) is None

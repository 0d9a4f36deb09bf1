"""
Is a linter's warning confirmed or refuted by what was measured? Without a server.
"""

import dataclasses
import pathlib

import pytest

from wheelwright.adapters import squawk
from wheelwright.adapters.uv import Sources
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.lint import Lint, Remark
from wheelwright.rehearse.facts.probes import Probe
from wheelwright.rehearse.facts.schema import Item
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.second_opinion.counterparts import COUNTERPARTS, EXCLUDED
from wheelwright.rehearse.second_opinion.verdicts import judge
from wheelwright.rehearse.untested import notes
from wheelwright.report.model import Finding, Lock, Migration, Severity, Statement

ROWS = 30_000
FIRST = 'CREATE INDEX "by_due_on" ON "loans_loan" ("due_on")'
SECOND = 'CREATE INDEX "by_reader" ON "loans_loan" ("reader")'


def statement(sql, *, scanned=0, table="loans_loan"):
    return Statement(
        sql=sql,
        operation="RunSQL",
        seconds=0.02,
        rows=0,
        transaction=1,
        locks=(Lock(table=table, mode="ShareLock", held_seconds=0.02),) if table else (),
        scanned={table: scanned},
    )


def facts(rule, *statements, rows=ROWS, **more):
    migration = Migration(
        app="loans",
        name="0002_index",
        atomic=True,
        seconds=0.1,
        wal_bytes=0,
        operations=(),
        statements=statements,
    )
    said = tuple(
        Remark(rule=rule, message="Careful.", migration=migration.label, statement=s)
        for s in statements
    )
    return Facts(
        upgrade=Upgrade(
            migrations=(migration,),
            failure=None,
            before=frozenset(),
            after=frozenset(),
            rows_before={"loans_loan": rows},
        ),
        second_opinion=Lint(tool="squawk 2.70.0", remarks=said, unread=0),
        **more,
    )


def worked(*actions):
    return tuple(
        Probe(
            model="Loan",
            table="loans_loan",
            action=action,
            message="",
            sqlstate=None,
            statement="",
            unusable=False,
        )
        for action in actions
    )


def finding(code="blocking-lock", **more):
    known = {
        "subject": "loans_loan",
        "message": "AddIndex stops writers of loans_loan.",
        "migration": "loans.0002_index",
        "statement": FIRST,
    }
    return Finding(code=code, severity=Severity.ERROR, hint="Split it.", **(known | more))


class TestJudge:
    def test_one_finding_confirms_every_statement_that_reads_the_table(self):
        given = facts(
            "require-concurrent-index-creation",
            statement(FIRST, scanned=ROWS),
            statement(SECOND, scanned=ROWS),
        )

        _, opinions = judge([finding()], given)

        assert [opinion.verdict for opinion in opinions] == ["confirmed", "confirmed"]
        assert {opinion.because for opinion in opinions} == {"See blocking-lock of loans_loan."}

    def test_a_statement_that_read_nothing_is_refuted_beside_one_that_did(self):
        note = 'ALTER TABLE "loans_loan" ADD CONSTRAINT "c" CHECK (true) NOT VALID'
        given = facts("constraint-missing-not-valid", statement(note))

        _, opinions = judge([finding()], given)

        assert opinions[0].verdict == "refuted"
        assert "as long at any size" in opinions[0].because

    @pytest.mark.parametrize("rows", [0, 30])
    def test_too_few_rows_decide_nothing(self, rows):
        given = facts(
            "require-concurrent-index-creation", statement(FIRST, scanned=rows), rows=rows
        )

        _, (opinion,) = judge([], given)

        assert opinion.verdict == "undecided"

    def test_a_table_under_a_new_name_is_not_taken_for_a_new_table(self):
        moved = statement('CREATE INDEX "i" ON "loans_lending" ("reader")', table="loans_lending")
        given = facts("require-concurrent-index-creation", moved)

        _, (opinion,) = judge([], given)

        assert opinion.verdict == "undecided"

    def test_a_column_is_not_blamed_for_another_one(self):
        drop = statement('ALTER TABLE "loans_loan" DROP COLUMN "shelf" CASCADE')
        given = facts("ban-drop-column", drop)
        other = finding("old-code-breaks", message="column loans_loan.reader does not exist")

        (marked,), opinions = judge([other], given)

        assert opinions[0].verdict == "undecided"
        assert marked.evidence["second_opinion"]["verdict"] == "only measured"

    def test_old_code_that_still_works_refutes_a_rename(self):
        rename = statement('ALTER TABLE "loans_loan" RENAME COLUMN "a" TO "b"')
        probes = worked("read", "insert")

        _, (opinion,) = judge([], facts("renaming-column", rename, probes_on_new=probes))

        assert opinion.verdict == "refuted"

    def test_a_guarantee_that_is_gone_cannot_be_refuted(self):
        loosen = statement('ALTER TABLE "loans_loan" ALTER COLUMN "reader" DROP NOT NULL')
        probes = worked("read", "insert")

        _, (opinion,) = judge([], facts("ban-drop-not-null", loosen, probes_on_new=probes))

        assert opinion.verdict == "undecided"

    def test_an_index_stands_for_its_table(self):
        rename = statement('ALTER INDEX "by_due_on" RENAME TO "by_date"', table="")
        item = Item(kind="index", table="loans_loan", name="by_due_on", definition="")
        given = facts("renaming-object", rename, probes_on_new=worked("read", "insert"))
        given = dataclasses.replace(
            given, upgrade=dataclasses.replace(given.upgrade, before=frozenset({item}))
        )

        _, (opinion,) = judge([], given)

        assert (opinion.verdict, opinion.subject) == ("refuted", "loans_loan")

    def test_an_unknown_rule_is_left_open(self):
        _, (opinion,) = judge([], facts("ban-tuesdays", statement(FIRST)))

        assert opinion.verdict == "undecided"

    def test_taste_is_left_out(self):
        _, opinions = judge([], facts("prefer-text-field", statement(FIRST)))

        assert opinions == ()


class TestTable:
    def test_no_rule_is_both_judged_and_left_out(self):
        assert not COUNTERPARTS.keys() & EXCLUDED.keys()


class TestWithoutSquawk:
    def test_it_is_not_found_where_it_is_not(self, tmp_path):
        assert squawk.find(path=str(tmp_path)) is None

    def test_another_program_of_that_name_is_not_taken_for_it(self, tmp_path):
        other = tmp_path / "squawk"
        other.write_text("#!/bin/sh\necho 'a bird 1.0'\n")
        other.chmod(0o755)

        assert squawk.find(path=str(tmp_path)) is None

    def test_the_cell_says_so(self):
        given = facts("ban-drop-column", statement(FIRST))
        order = Order(
            package="loans-app",
            old="1.0",
            new="2.0",
            python="3.12",
            index=Sources(),
            cache=pathlib.Path(),
        )

        said = notes(order, Facts(upgrade=given.upgrade))

        assert any("no second opinion" in note for note in said)

"""
Section E of the findings: do the versions live together?
"""

import dataclasses
import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.contract_tests import Contracts, ContractTest
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import Probe
from wheelwright.rehearse.facts.schema import Item
from wheelwright.rehearse.facts.upgrade import Fresh

DROP = 'ALTER TABLE "loans_loan" DROP COLUMN "note"'
NO_COLUMN = "column loans_loan.note does not exist"
WIDE = Item(
    kind="column", table="loans_loan", name="loans_loan.note", definition="character varying(40)"
)


def _probe(action: str, message: str = "") -> Probe:
    return Probe(
        model="loans.Loan",
        table="loans_loan",
        action=action,
        message=message,
        sqlstate="42703" if message else None,
        statement='SELECT "loans_loan"."id", "loans_loan"."note" FROM "loans_loan"',
        unusable=False,
    )


def a_column_that_old_code_reads(_: pathlib.Path) -> Facts:
    actions = ("read", "update", "delete")
    return kit.upgrade(
        kit.migration(kit.statement(DROP, "RemoveField")),
        probes_on_old=tuple(_probe(action) for action in actions),
        probes_on_new=tuple(_probe(action, NO_COLUMN) for action in actions),
    )


def a_test_that_old_code_fails(_: pathlib.Path) -> Facts:
    test = ContractTest(
        id="test_loans.py::test_a_reader_borrows_a_book",
        outcome="failed",
        message='ProgrammingError: column "note" of relation "loans_loan" does not exist',
        text="E   ProgrammingError",
    )
    return kit.upgrade(
        kit.migration(kit.statement(DROP, "RemoveField")),
        contracts=Contracts(old_on_old=(), new_on_new=(), old_on_new=(test,)),
    )


def a_promise_not_kept(_: pathlib.Path) -> Facts:
    test = ContractTest(
        id="test_loans.py::test_a_loan_ends_after_28_days",
        outcome="failed",
        message="AssertionError: assert 14 == 28",
        text="E   assert 14 == 28",
    )
    return Facts(contracts=Contracts(old_on_old=(), new_on_new=(test,), old_on_new=()))


def a_column_of_two_widths(_: pathlib.Path) -> Facts:
    fresh = dataclasses.replace(WIDE, definition="character varying(20)")
    return kit.upgrade(
        left=(WIDE,),
        upgraded_database="upgraded",
        fresh=Fresh(failure=None, catalogue=frozenset({fresh})),
    )


CASES = {
    "old-code-breaks": a_column_that_old_code_reads,
    "old-code-breaks-a-test": a_test_that_old_code_fails,
    "contract-broken": a_promise_not_kept,
    "schema-drift": a_column_of_two_widths,
}

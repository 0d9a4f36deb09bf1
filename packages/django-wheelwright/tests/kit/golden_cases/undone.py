"""
Section D of the findings: can it be interrupted, or undone?
"""

import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.reverse import Reverse
from wheelwright.rehearse.facts.schema import Item

INDEX = 'CREATE UNIQUE INDEX CONCURRENTLY "one_loan_per_copy" ON "loans_loan" ("copy")'
CHECK = 'ALTER TABLE "loans_loan" ADD CONSTRAINT "fee_not_negative" CHECK ("fee" >= 0) NOT VALID'


def an_index_left_invalid(_: pathlib.Path) -> Facts:
    index = Item(
        kind="index",
        table="loans_loan",
        name="one_loan_per_copy",
        definition="CREATE UNIQUE INDEX one_loan_per_copy ON loans_loan (copy) INVALID",
    )
    return kit.upgrade(
        kit.migration(kit.statement(INDEX, "AddConstraintConcurrently")), left=(index,)
    )


def a_check_never_validated(_: pathlib.Path) -> Facts:
    check = Item(
        kind="constraint",
        table="loans_loan",
        name="fee_not_negative",
        definition="CHECK ((fee >= 0)) NOT VALID",
    )
    return kit.upgrade(kit.migration(kit.statement(CHECK, "AddConstraintNotValid")), left=(check,))


def no_way_back(_: pathlib.Path) -> Facts:
    return kit.upgrade(kit.migration(reversible=False))


def the_way_back_raises(_: pathlib.Path) -> Facts:
    refused = kit.failure(
        message='column "note" of relation "loans_loan" contains null values',
        sqlstate="23502",
        operation="RemoveField",
        statement='ALTER TABLE "loans_loan" ADD COLUMN "note" text NOT NULL',
        table="loans_loan",
        column="note",
    )
    return kit.upgrade(reverse=Reverse(failure=refused, again=None))


def forward_again_raises(_: pathlib.Path) -> Facts:
    refused = kit.failure(
        kind="ProgrammingError",
        message='relation "loans_fee" already exists',
        sqlstate="42P07",
        operation="RunSQL",
        statement='CREATE TABLE "loans_fee" ("id" bigint)',
    )
    return kit.upgrade(reverse=Reverse(failure=None, again=refused))


def values_not_restored(_: pathlib.Path) -> Facts:
    fill = kit.statement('UPDATE "loans_loan" SET "fee" = 0', "RunPython", rows=300)
    return kit.upgrade(
        kit.migration(fill),
        reverse=Reverse(failure=None, again=None, lost=(("loans_loan", "fee", 300),)),
    )


CASES = {
    "invalid-index": an_index_left_invalid,
    "unvalidated-constraint": a_check_never_validated,
    "irreversible": no_way_back,
    "reverse-fails": the_way_back_raises,
    "reverse-fails-forward-again": forward_again_raises,
    "reverse-loses-data": values_not_restored,
}

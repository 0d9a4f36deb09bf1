"""
Section A of the findings: does it run?
"""

import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.failure import Sample
from wheelwright.rehearse.facts.graph import GraphProblem, MissingOperation
from wheelwright.rehearse.facts.invented import Invented, Reason
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Fresh

COPY = 'INSERT INTO "loans_loan" ("copy") SELECT "copy" FROM "desk_loan"'
UNIQUE = 'ALTER TABLE "loans_loan" ADD CONSTRAINT "one_loan_per_copy" UNIQUE ("copy")'
PASSES = Fresh(failure=None, catalogue=frozenset())


def rows_stand_in_the_way(_: pathlib.Path) -> Facts:
    refused = kit.failure(
        message='could not create unique index "one_loan_per_copy"\nDETAIL: Key (copy)=(7) twice.',
        sqlstate="23505",
        operation="AddConstraint",
        statement=UNIQUE,
        table="loans_loan",
        constraint="one_loan_per_copy",
        detail="Key (copy)=(7) is duplicated.",
    )
    rows = Sample(total=2, columns=("id", "copy", "reader"), rows=((1, 7, "Ines"), (4, 7, None)))
    return kit.upgrade(failure=refused, offending=rows, fresh=PASSES)


def a_mistake_in_its_sql(_: pathlib.Path) -> Facts:
    refused = kit.failure(
        kind="ProgrammingError",
        message='syntax error at or near "SELEC"',
        sqlstate="42601",
        operation="RunSQL",
        statement="SELEC 1",
    )
    return kit.upgrade(failure=refused, fresh=Fresh(failure=refused, catalogue=frozenset()))


def python_raises(_: pathlib.Path) -> Facts:
    refused = kit.failure(kind="KeyError", message="'lent_on'", operation="RunPython")
    return kit.upgrade(failure=refused)


def invented_rows_are_not_read(_: pathlib.Path) -> Facts:
    refused = kit.failure(kind="Error", message="Incorrect padding", operation="RunPython")
    found = Invented(failure=refused, offending=None, reason=Reason.CONTENTS, rows_left_out=True)
    return Facts(invented=(found,))


def an_error_nobody_hears_of(_: pathlib.Path) -> Facts:
    unheard = kit.failure(
        message='duplicate key value violates unique constraint "one_loan_per_copy"',
        sqlstate="23505",
        operation="RunPython",
        statement=COPY,
        table="loans_loan",
        constraint="one_loan_per_copy",
        detail="Key (copy)=(7) already exists.",
    )
    return kit.upgrade(swallowed=(unheard,))


def two_leaf_nodes(_: pathlib.Path) -> Facts:
    problem = GraphProblem(
        kind="several leaf nodes",
        subject="loans",
        message="0002_due_date, 0002_reader in loans",
    )
    return Facts(graph=(problem,))


def models_say_more(_: pathlib.Path) -> Facts:
    missing = MissingOperation(
        app="loans", operation="AddField", describe="Add field due_on to loan", model="loan"
    )
    return Facts(missing=(missing,))


def a_released_file_edited(folder: pathlib.Path) -> Facts:
    return Facts(
        old=kit.released(folder, "1.4.0", {"0001_initial": "wide = 20\n", "0002_lost": ""}),
        new=kit.released(folder, "1.5.0", {"0001_initial": "wide = 40\n"}),
    )


def live_code_imported(folder: pathlib.Path) -> Facts:
    return Facts(
        old=kit.released(folder, "1.4.0", {"0001_initial": ""}),
        new=kit.released(
            folder,
            "1.5.0",
            {"0001_initial": "", "0002_due_date": "from loans.models import Loan\n"},
        ),
    )


CASES = {
    "migration-fails": rows_stand_in_the_way,
    "migration-fails-by-mistake": a_mistake_in_its_sql,
    "migration-fails-in-python": python_raises,
    "migration-fails-on-invented-rows": invented_rows_are_not_read,
    "migration-fails-unnoticed": an_error_nobody_hears_of,
    "graph-broken": two_leaf_nodes,
    "missing-migration": models_say_more,
    "released-migration-edited": a_released_file_edited,
    "live-import-in-migration": live_code_imported,
}

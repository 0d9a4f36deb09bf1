"""
Section B of the findings: does it block?
"""

import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.known import Facts

INDEX = 'CREATE INDEX "loans_by_due_date" ON "loans_loan" ("due_on")'
CHECK = 'ALTER TABLE "loans_loan" ADD CONSTRAINT "fee_not_negative" CHECK ("fee" >= 0)'
WIDER = 'ALTER TABLE "loans_loan" ALTER COLUMN "fee" TYPE bigint USING "fee"::bigint'
RANDOM = 'ALTER TABLE "loans_loan" ADD COLUMN "token" uuid DEFAULT gen_random_uuid() NOT NULL'


def _locked(sql: str, operation: str, mode: str, **facts: object) -> Facts:
    sent = kit.statement(
        sql,
        operation,
        seconds=0.05,
        locks={"loans_loan": (mode, 0.055)},
        scanned={"loans_loan": 50_000},
        **facts,
    )
    return kit.upgrade(kit.migration(sent))


def an_index_built_under_a_lock(_: pathlib.Path) -> Facts:
    return _locked(INDEX, "AddIndex", kit.SHARE)


def a_check_of_every_row(_: pathlib.Path) -> Facts:
    return _locked(CHECK, "AddConstraint", kit.EXCLUSIVE)


def every_value_turned(_: pathlib.Path) -> Facts:
    sent = kit.statement(WIDER, "AlterField", rewrote=("loans_loan",))
    return kit.upgrade(kit.migration(sent))


def a_value_for_every_row(_: pathlib.Path) -> Facts:
    sent = kit.statement(RANDOM, "AddField", rewrote=("loans_loan",))
    return kit.upgrade(kit.migration(sent))


def a_column_on_three_tables(_: pathlib.Path) -> Facts:
    tables = ("loans_copy", "loans_loan", "loans_reader")
    sent = (
        kit.statement(
            f'ALTER TABLE "{table}" ADD COLUMN "branch" varchar(8) NULL',
            "AddField",
            locks={table: (kit.EXCLUSIVE, 0.02)},
        )
        for table in tables
    )
    return kit.upgrade(kit.migration(*sent), rows=dict.fromkeys(tables, 200))


def all_rows_in_one_statement(_: pathlib.Path) -> Facts:
    sent = kit.statement(kit.FILL, "RunPython", seconds=0.3, rows=50_000)
    return kit.upgrade(kit.migration(sent))


def a_column_and_its_values(_: pathlib.Path) -> Facts:
    add = kit.statement(kit.ALTER, "AddField", locks={"loans_loan": (kit.EXCLUSIVE, 0.2)})
    fill = kit.statement(kit.FILL, "RunPython", seconds=0.19, rows=9_000)
    return kit.upgrade(kit.migration(add, fill), rows={"loans_loan": 9_000})


CASES = {
    "blocking-lock": an_index_built_under_a_lock,
    "blocking-lock-for-a-check": a_check_of_every_row,
    "table-rewrite": every_value_turned,
    "table-rewrite-for-a-default": a_value_for_every_row,
    "many-tables-locked": a_column_on_three_tables,
    "unbatched-backfill": all_rows_in_one_statement,
    "ddl-with-backfill": a_column_and_its_values,
}

"""
Section C of the findings: does it keep the data?
"""

import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.access import Access
from wheelwright.rehearse.facts.conservation import Change, Conservation, Loss
from wheelwright.rehearse.facts.known import Facts

DROP = 'ALTER TABLE "loans_loan" DROP COLUMN "note"'
ROUND = 'ALTER TABLE "loans_loan" ALTER COLUMN "fee" TYPE numeric(8, 1)'
COPY = 'INSERT INTO "loans_copy" SELECT "id", "copy" FROM "loans_loan"'


def a_column_dropped(_: pathlib.Path) -> Facts:
    loss = Loss(
        table="loans_loan",
        column="note",
        count=106,
        sample=(("1", "torn cover"), ("4", "for the exhibition")),
    )
    return kit.upgrade(
        kit.migration(kit.statement(DROP, "RemoveField")),
        conservation=Conservation(losses=(loss,), changes=()),
    )


def a_row_gone(_: pathlib.Path) -> Facts:
    loss = Loss(table="loans_loan", column=None, count=1)
    return kit.upgrade(conservation=Conservation(losses=(loss,), changes=()))


def rows_left_in_an_old_table(_: pathlib.Path) -> Facts:
    loss = Loss(table="desk_loan", column=None, count=3, stranded=True, meant_for="loans_loan")
    return kit.upgrade(conservation=Conservation(losses=(loss,), changes=()))


def values_rounded(_: pathlib.Path) -> Facts:
    change = Change(
        table="loans_loan",
        column="fee",
        count=2,
        sample=(("1", "0.25", "0.3"), ("4", "1.05", "1.1")),
    )
    return kit.upgrade(
        kit.migration(kit.statement(ROUND, "AlterField")),
        conservation=Conservation(losses=(), changes=(change,)),
    )


def rights_and_links_lost(_: pathlib.Path) -> Facts:
    return Facts(
        access_on_new=frozenset(
            {
                Access(kind="grant", name="loans.approve_loan", table="", count=1),
                Access(kind="content type", name="loans.loan", table="notes_note", count=12),
                Access(kind="generic relation", name="loans.loan", table="tags_tag", count=1),
            }
        )
    )


def numbers_copied_without_their_sequence(_: pathlib.Path) -> Facts:
    return kit.upgrade(
        kit.migration(kit.statement(COPY, "RunSQL")),
        sequences_behind=(("loans_copy", "id", 1, 5_000),),
    )


CASES = {
    "data-lost": a_column_dropped,
    "data-lost-without-a-trace": a_row_gone,
    "data-lost-in-an-old-table": rows_left_in_an_old_table,
    "data-changed": values_rounded,
    "access-lost": rights_and_links_lost,
    "sequence-behind": numbers_copied_without_their_sequence,
}

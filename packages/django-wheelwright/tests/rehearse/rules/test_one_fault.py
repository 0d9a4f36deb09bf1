"""
One migration's one fault on many tables is one finding with many tables.
"""

import dataclasses

from wheelwright.rehearse import one_fault
from wheelwright.report.model import Finding, Severity


def rewritten(table: str, migration: str = "loans.0002_keys", seconds: float = 1.0) -> Finding:
    return Finding(
        code="table-rewrite",
        severity=Severity.ERROR,
        subject=table,
        message=f"AlterField rewrites {table}.",
        hint="Split it.",
        migration=migration,
        operation="AlterField",
        evidence={"projected_seconds": seconds},
    )


def test_is_told_of_the_worst_table_with_the_others_beside_it():
    five = [rewritten(f"loans_{n}", seconds=float(n == 3)) for n in range(5)]

    (finding,) = one_fault.together(five)

    assert finding.subject == "loans_3"
    assert finding.evidence["tables"] == ["loans_3", "loans_0", "loans_1", "loans_2", "loans_4"]
    assert "loans_4" in finding.message


def test_is_told_table_by_table_where_there_are_two():
    assert len(one_fault.together([rewritten("a"), rewritten("b")])) == 2


def test_of_different_migrations_are_several():
    assert len(one_fault.together([rewritten("abc"[n], f"loans.000{n}") for n in range(3)])) == 3


def test_that_somebody_has_accepted_stays_by_itself():
    accepted = dataclasses.replace(rewritten("d"), accepted="It is empty.")

    assert len(one_fault.together([*map(rewritten, "abc"), accepted])) == 2

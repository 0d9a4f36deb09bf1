"""
Rule: the schema is the same after the step, to the byte, and every moved table is the very same table.
"""

import difflib
from collections.abc import Iterator

from wheelwright.extract.prove.facts import Proof
from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.schema import Difference
from wheelwright.report.model import Finding, Severity

LINES = 12
HINTS = {
    "table": "Keep the table's name (class Meta: db_table) and make the model in state only: "
    "SeparateDatabaseAndState(state_operations=[CreateModel(…)]).",
    "sequence": "Leave the sequence as it is: it belongs to its column, and no name of a model is in "
    "any statement that uses it. Take the ALTER SEQUENCE out.",
    "constraint": "Leave it: name the constraint in the state-only CreateModel as the old model has "
    "it (Meta.constraints), so that the state knows it and the database keeps it.",
    "index": "Leave it: name the index in the state-only CreateModel as the old model has it.",
    "column": "Put the operation into SeparateDatabaseAndState(state_operations=[…]), and change "
    "columns in another release.",
}
OTHERWISE = "Put the operation into SeparateDatabaseAndState(state_operations=[…])."


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report tables that were made anew, objects that are gone, new or different; and if it is nothing
    that has a name, the first lines of the difference of the two dumps.
    """
    if proof.picture_after is None:
        return ()
    anew = tuple(_anew(proof))
    tables = {finding.subject for finding in anew}
    changed = tuple(_changed(proof, one) for one in proof.schema if one.table not in tables)
    if anew or changed or proof.picture_before.dump == proof.picture_after.dump:
        return (*anew, *changed)
    return (_dumps(proof),)


def made_anew(proof: Proof) -> frozenset[str]:
    """
    The tables that were dropped and made again under the same name.
    """
    if proof.picture_after is None:
        return frozenset()
    was, now = proof.picture_before.numbers, proof.picture_after.numbers
    return frozenset(table for table in was.keys() & now.keys() if was[table] != now[table])


def _anew(proof: Proof) -> Iterator[Finding]:
    assert proof.picture_after is not None
    was, now = proof.picture_before.numbers, proof.picture_after.numbers
    for table in sorted(made_anew(proof)):
        by = attribution.last(proof.forward.migrations, table, "CREATE TABLE")
        if not by.migration:
            by = attribution.last(proof.forward.migrations, table, but=(attribution.INDEX,))
        rows = proof.picture_before.rows.get(table, 0)
        kept = proof.picture_after.rows.get(table, 0)
        yield Finding(
            code="table-recreated",
            severity=Severity.ERROR,
            subject=table,
            message=f"{table} is another table after the step{by.said('by')}: it was dropped and made "
            f"again, with {kept:,} of its {rows:,} rows. Rights, triggers, statistics and whoever had "
            "it open are gone.",
            hint=HINTS["table"],
            migration=by.migration,
            operation=by.operation,
            statement=by.statement,
            evidence={"number_before": was[table], "number_after": now[table], "rows": rows},
        )


def _changed(proof: Proof, one: Difference) -> Finding:
    by = _behind(proof, one)
    if one.right is None:
        what = f"is gone (it was “{one.left}”)" if one.left != one.name else "is gone"
    elif one.left is None:
        what = f"is new (“{one.right}”)" if one.right != one.name else "is new"
    else:
        what = f"was “{one.left}” and is “{one.right}”"
    of = f" of {one.table}" if one.table and one.kind != "table" else ""
    return Finding(
        code="schema-changed",
        severity=Severity.ERROR,
        subject=one.table or one.name,
        message=f"The {one.kind} {one.name}{of} {what}{by.said('after', ' after the step')}. A step "
        "renames models; it leaves the schema as it is, so that the running release never notices.",
        hint=HINTS.get(one.kind, OTHERWISE),
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"kind": one.kind, "name": one.name, "before": one.left, "after": one.right},
    )


def _behind(proof: Proof, one: Difference) -> Attributed:
    column = one.name.rpartition(".")[2]
    for names in ((one.name,), (one.table, column), (one.table,)):
        by = attribution.last(proof.forward.migrations, *names, but=(attribution.ROWS,))
        if by.migration and any(names):
            return by
    return Attributed()


def _dumps(proof: Proof) -> Finding:
    assert proof.picture_after is not None
    was, now = proof.picture_before.dump.splitlines(), proof.picture_after.dump.splitlines()
    lines = list(difflib.unified_diff(was, now, lineterm="", n=0))[2:]
    statements = [m for m in proof.forward.migrations if m.statements]
    return Finding(
        code="schema-changed",
        severity=Severity.ERROR,
        subject="the schema's dump",
        message=f"pg_dump writes another schema after the step: {' / '.join(lines[1:3])[:200]}.",
        hint=OTHERWISE,
        migration=statements[0].label if len(statements) == 1 else None,
        evidence={"difference": [*lines[:LINES]]},
    )

"""
Rule: an upgraded database must have the same schema as a fresh installation.
"""

import re

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.schema import Difference, compare
from wheelwright.report.model import Finding, Severity

ID = "schema-drift"
# What Django and PostgreSQL name by themselves; no migration refers to such a name.
GENERATED = re.compile(
    r"(_[0-9a-f]{8}(_uniq|_like|_idx|_fk(_.*)?|)|_pkey|_key|_seq|_check|_fkey)\d*$"
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each object that only one of the two has, or that they define differently.
    """
    upgrade, fresh = facts.upgrade, facts.fresh
    if not facts.upgraded_database or upgrade is None or fresh is None or fresh.failure:
        return ()
    differences = compare(upgrade.after, fresh.catalogue)
    return tuple(
        _finding(
            d, differences, attribution.last(upgrade.migrations, d.table, d.name.rpartition(".")[2])
        )
        for d in differences
    )


def _finding(difference: Difference, everything: tuple[Difference, ...], by: Attributed) -> Finding:
    twin = _renamed(difference, everything)
    harmless = twin is not None and all(GENERATED.search(d.name) for d in (difference, twin))
    named = difference.name.partition(".")[0]
    where = f" of {difference.table}" if difference.table not in ("", named) else ""
    if difference.left is None:
        what = "only a fresh installation has it"
    elif difference.right is None:
        what = "only an upgraded database has it"
    else:
        what = f"upgraded it is “{difference.left}”, fresh “{difference.right}”"
    if twin is not None:
        what += f"; the other side has the same under the name {twin.name}"
    return Finding(
        code=ID,
        severity=Severity.REVIEW if harmless else Severity.ERROR,
        subject=difference.name,
        message=f"The {difference.kind} {difference.name}{where} differs: {what}"
        f"{by.said('; it was last touched by')}.",
        hint="Add a migration that brings upgraded databases to the same state; never edit a "
        "released one. Whatever later refers to this object works on one side only.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={
            "kind": difference.kind,
            "table": difference.table,
            "upgraded": difference.left,
            "fresh": difference.right,
        },
    )


def _renamed(difference: Difference, everything: tuple[Difference, ...]) -> Difference | None:
    """
    The same object under another name on the other side.
    """
    mine = difference.left or difference.right or ""
    for other in everything:
        theirs = other.right or other.left or ""
        if (
            other.kind == difference.kind
            and other.table == difference.table
            and (other.left is None) != (difference.left is None)
            and (other.right is None) != (difference.right is None)
            and theirs.replace(other.name, "") == mine.replace(difference.name, "")
        ):
            return other
    return None

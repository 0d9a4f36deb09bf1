"""
Rule: a constraint added NOT VALID should be validated before the release is over.
"""

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.schema import Item
from wheelwright.report.model import Finding, Severity

ID = "unvalidated-constraint"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report constraints that this upgrade adds and leaves NOT VALID.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure:
        return ()
    return tuple(
        _finding(item, attribution.last(upgrade.migrations, item.name))
        for item in sorted(upgrade.after - upgrade.before)
        if item.is_unvalidated
    )


def _finding(item: Item, by: Attributed) -> Finding:
    return Finding(
        code=ID,
        severity=Severity.REVIEW,
        subject=item.name,
        message=f"The constraint {item.name} of {item.table}{by.said('from')} is still NOT VALID "
        "when the upgrade is done: it holds for new rows, and nobody knows about the old ones.",
        hint="Validate it in a later migration of this release with ValidateConstraint "
        "(django.contrib.postgres.operations), which blocks neither readers nor writers.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"table": item.table, "definition": item.definition},
    )

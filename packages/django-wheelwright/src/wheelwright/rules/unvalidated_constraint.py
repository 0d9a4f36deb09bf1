"""
Rule: a constraint added NOT VALID should be validated before the release is over.
"""

from wheelwright.facts import Facts
from wheelwright.model import Finding, Severity

ID = "unvalidated-constraint"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report constraints that this upgrade adds and leaves NOT VALID.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure:
        return ()
    return tuple(
        Finding(
            code=ID,
            severity=Severity.REVIEW,
            subject=item.name,
            message=f"The constraint {item.name} of {item.table} is still NOT VALID when the "
            "upgrade is done: it holds for new rows, and nobody knows about the old ones.",
            hint="Validate it in a later migration of this release: ALTER TABLE … VALIDATE "
            "CONSTRAINT blocks neither readers nor writers.",
            evidence={"table": item.table, "definition": item.definition},
        )
        for item in sorted(upgrade.after - upgrade.before)
        if item.kind == "constraint" and item.definition.endswith("NOT VALID")
    )

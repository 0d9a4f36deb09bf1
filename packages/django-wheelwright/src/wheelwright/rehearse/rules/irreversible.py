"""
Rule: whoever must go back needs a way back.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "irreversible"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each operation of the candidate's migrations that has no reverse.
    """
    return tuple(
        Finding(
            code=ID,
            severity=Severity.REVIEW,
            subject=migration.label,
            message=f"{operation.name} in {migration.label} has no reverse, so this database "
            f"cannot go back below it ({operation.describe.rstrip('.')}).",
            hint="Give it a reverse: reverse_code for RunPython, reverse_sql for RunSQL; "
            "noop where the old release can live with what it finds.",
            migration=migration.label,
            operation=operation.name,
        )
        for migration in (facts.upgrade.migrations if facts.upgrade else ())
        for operation in migration.operations
        if not operation.reversible
    )

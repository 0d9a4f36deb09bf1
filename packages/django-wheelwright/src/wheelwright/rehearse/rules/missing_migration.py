"""
Rule: the wheel's migrations must say everything that its models say.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "missing-migration"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each operation that makemigrations would still write.
    """
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=f"{missing.app}.{missing.model}" if missing.model else missing.app,
            message=f"The models of {missing.app} differ from its migrations: "
            f"makemigrations would still write {missing.operation} “{missing.describe}”.",
            hint=f"Run makemigrations {missing.app} and ship the file in the wheel. Every host "
            "would otherwise write its own into site-packages.",
            operation=missing.operation,
        )
        for missing in facts.missing
    )

"""
Rule: what the host relies on must hold after the upgrade.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "contract-broken"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each contract test that passes before the upgrade and fails after it.
    """
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=test.id,
            message=f"The contract test {test.id} passes with the old release and fails with the "
            f"candidate after the upgrade: {test.message.rstrip('.') or test.outcome}.",
            hint="Keep the promise in this release and announce its end, or make it a major "
            "version and change the contract with the hosts first.",
            evidence={"outcome": test.outcome, "output": test.text},
        )
        for test in facts.contracts.new_on_new or ()
        if test.failed
    )

"""
Rule: `migrate` is ready to run the step in time: it must not read and render for half an hour.
"""

from wheelwright.extract.prove.facts import Proof
from wheelwright.report.model import Finding, Severity


def seconds(proof: Proof) -> float:
    """
    Processor seconds until the first statement: the migrations read, the state made, models rendered.
    """
    return proof.after.reading_seconds + proof.forward.planning_seconds


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report a plan that takes longer than its bound.
    """
    took = seconds(proof)
    if took <= proof.planning_budget:
        return ()
    return (
        Finding(
            code="planning-slow",
            severity=Severity.REVIEW,
            subject="migrate",
            message=f"`migrate` takes {took:.0f} s of a processor to plan the step, with "
            f"{proof.after.migrations:,} migrations; the bound is {proof.planning_budget:.0f} s. Nothing is "
            "locked meanwhile, but the deployment waits.",
            hint="Move fewer models in one step, or squash the history first: `wheelwright extract squash`.",
            evidence={"seconds": round(took, 1), "migrations": proof.after.migrations},
        ),
    )

"""
Rule: the candidate's migrations must form one graph that this database can follow.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "graph-broken"
HINTS = {
    "several leaf nodes": "Write a merge migration: python manage.py makemigrations --merge.",
    "inconsistent history": "Never insert a migration before released ones; let it follow them.",
    "NodeNotFoundError": "Keep every migration that shipped, or replace it with a squashed one.",
    "CircularDependencyError": "Split one of the migrations so that the circle opens.",
}


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report what `migrate` refuses before it runs anything.
    """
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=problem.subject or "migrations",
            message=f"migrate refuses to start ({problem.kind}): {problem.message}.",
            hint=HINTS.get(problem.kind, "Make the graph load with `manage.py showmigrations`."),
            evidence={"kind": problem.kind},
        )
        for problem in facts.graph
    )

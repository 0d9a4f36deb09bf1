"""
Step: is the boundary of the package intact, and does its wheel hold what its source holds?
"""

import dataclasses

from wheelwright.release import wheels
from wheelwright.release.errors import Stopped
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
from wheelwright.release.steps import optional
from wheelwright.report.model import Severity


def intends(plan: Plan) -> str:
    """
    What would be checked.
    """
    return f"check the boundaries of {plan.folder}, and the contents and metadata of its wheel"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        Stopped: if a finding is an error.
    """
    checking = optional.load("check", "wheelwright.check.run", extra="check")
    if wheels.is_published(plan):
        return dataclasses.replace(made, said="already on stable")
    found = checking.check(
        plan.root / plan.folder,
        wheels.committed(plan),
        releases=plan.releases,
        root=plan.root,
        index=plan.rehearsal.order.index,
        cache=plan.rehearsal.order.cache,
        python=plan.rehearsal.order.python,
    )
    errors = tuple(each for each in found if each.severity is Severity.ERROR and not each.accepted)
    if errors:
        raise Stopped("check", errors, "Correct the source, and commit.")
    rest = f"; {len(found)} to look at" if found else ""
    return dataclasses.replace(made, said=f"no error{rest}")

"""
Step: does the version number tell the truth about what changed since the predecessor?
"""

import dataclasses
import pathlib

from wheelwright.release import fragments, wheels
from wheelwright.release.errors import Stopped
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
from wheelwright.release.steps import optional
from wheelwright.report.model import Severity

CONSUMER = pathlib.Path("tests", "contract", "consumer.py")


def intends(plan: Plan) -> str:
    """
    What would be compared.
    """
    if plan.predecessor is None:
        return "nothing to compare with: it is the first release"
    return f"compare a wheel of the committed source with {plan.predecessor.name}"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        Stopped: if the version is too small, or another finding is an error.
        OtherBytes: if the version was published before with other contents.
    """
    # A stub of the real answer would be worse than none, so it is asked for even if it is not used.
    comparing = optional.load("compare", "wheelwright.compare.run", extra="contract")
    if wheels.is_published(plan):
        return dataclasses.replace(made, said="already on stable")
    if plan.predecessor is None:
        return dataclasses.replace(made, said="nothing to compare with: it is the first release")
    consumer = plan.root / plan.folder / CONSUMER
    found = comparing.compare(
        plan.predecessor,
        wheels.committed(plan),
        releases=plan.releases,
        host=plan.rehearsal.order.host,
        consumer=consumer if consumer.exists() else None,
        fragments=plan.root / fragments.folder(plan),
        index=plan.rehearsal.order.index,
    )
    errors = tuple(
        each for each in found.findings if each.severity is Severity.ERROR and not each.accepted
    )
    if errors:
        raise Stopped(
            "compare",
            errors,
            "Correct the source, its version or its fragments, and commit.",
        )
    return dataclasses.replace(
        made,
        said=f"a {found.declared} release, {found.required} needed; "
        f"deploy class {found.deploy_class}",
        comparison=found,
    )

"""
Step: does the version number tell the truth about what changed since the predecessor?
"""

import dataclasses
import pathlib
import tempfile

from wheelwright.archive.source import unpack_commit
from wheelwright.index.devpi import STABLE
from wheelwright.model import Severity
from wheelwright.release import fragments, wheels
from wheelwright.release.errors import Stopped
from wheelwright.release.made import Made
from wheelwright.release.plan import Plan
from wheelwright.release.steps import optional

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
    """
    # A stub of the real answer would be worse than none, so it is asked for even if it is not used.
    comparing = optional.load("compare", "wheelwright.contract.compare", extra="contract")
    if plan.predecessor is None:
        return dataclasses.replace(made, said="nothing to compare with: it is the first release")
    if plan.served(STABLE):
        return dataclasses.replace(made, said="already on stable")
    consumer = plan.root / plan.folder / CONSUMER
    with tempfile.TemporaryDirectory(prefix="wheelwright-fragments-") as scratch:
        found = comparing.compare(
            plan.predecessor,
            wheels.committed(plan),
            releases=plan.releases,
            host=plan.rehearsal.host,
            consumer=consumer if consumer.exists() else None,
            fragments=_fragments(plan, pathlib.Path(scratch)),
            index=plan.rehearsal.sources,
        )
    errors = tuple(
        each for each in found.findings if each.severity is Severity.ERROR and not each.accepted
    )
    if errors:
        raise Stopped(
            "compare",
            errors,
            f"Correct the source, or release it as {found.lowest_version}, and commit.",
        )
    return dataclasses.replace(
        made,
        said=f"{_name(found.declared)} after {plan.predecessor.name.split('-')[1]}, "
        f"{_name(found.required)} needed; deploy class {_name(found.deploy_class)}",
        deploy_class=_name(found.deploy_class),
    )


def _fragments(plan: Plan, scratch: pathlib.Path) -> pathlib.Path | None:
    """
    The fragments of this release: as they are, or as they were before the changelog took them in.
    """
    if fragments.waiting(plan) or not (before := fragments.taken_in(plan)):
        return plan.root / fragments.folder(plan)
    return unpack_commit(before, fragments.folder(plan), scratch, cwd=plan.root)


def _name(value: object) -> str:
    return str(getattr(value, "name", value)).lower().replace("_", " ")

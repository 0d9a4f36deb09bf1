"""
Step: keep the promoted wheel in the archive, with the commit it was built from.
"""

import dataclasses
import pathlib

from wheelwright.archive import provenance, release
from wheelwright.archive.build import sha256
from wheelwright.index.devpi import STABLE
from wheelwright.index.errors import OtherBytes
from wheelwright.release import git, wheels
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made

COMMITS = """\
Release {name}

The wheel that stable serves, with its origin: sha256 {digest}.
"""


def intends(plan: Plan) -> str:
    """
    What would be kept.
    """
    if _archived(plan):
        return f"nothing: {plan.releases} has it"
    return f"keep it in {plan.releases}, with its origin" + ", and commit that" * _commits(plan)


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        OtherBytes: if stable serves other bytes than the wheel at hand.
    """
    wheel = wheels.committed(plan)
    digest = sha256(wheel)
    there = plan.served(STABLE)
    if there != digest:
        raise OtherBytes(wheel.name, STABLE, digest, there or "nothing")
    if _archived(plan):
        return dataclasses.replace(made, said=f"{wheel.name} is in {plan.releases.name}/")
    built_from = git.last_commit(plan.folder, root=plan.root)

    def keep(releases: pathlib.Path) -> None:
        release.keep(wheel, plan.folder, releases, commit=built_from, cwd=plan.root)

    if not _commits(plan):
        keep(plan.releases)
        return dataclasses.replace(made, said=f"{plan.releases / wheel.name}, not committed")
    inside = plan.releases.relative_to(plan.root)

    def change(tree: pathlib.Path) -> tuple[pathlib.Path, ...]:
        keep(tree / inside)
        return inside / wheel.name, inside / provenance.FILE

    message = COMMITS.format(name=plan.name, digest=digest)
    commit = git.commit_beside(message, change, root=plan.root)
    return dataclasses.replace(made, said=f"{inside / wheel.name}; commit {commit[:12]}")


def _archived(plan: Plan) -> bool:
    recorded = {origin.wheel for origin in provenance.read(plan.releases)}
    return (
        plan.package.wheel_name in recorded and (plan.releases / plan.package.wheel_name).exists()
    )


def _commits(plan: Plan) -> bool:
    """
    An archive outside the repository is somebody else's to commit.
    """
    return plan.commits and plan.releases.is_relative_to(plan.root)

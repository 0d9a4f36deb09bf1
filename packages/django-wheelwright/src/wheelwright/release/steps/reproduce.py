"""
Step: build the wheel a second time, and compare the bytes.
"""

import dataclasses
import pathlib
import tempfile

from wheelwright.archive import build, provenance
from wheelwright.archive.build import sha256
from wheelwright.archive.errors import NotReproduced
from wheelwright.index.devpi import STAGING
from wheelwright.release import git, wheels
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made


def intends(plan: Plan) -> str:
    """
    What would be built again.
    """
    return "build it again elsewhere, and compare the bytes"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        NotReproduced: if the second build has other bytes.
    """
    wheel = wheels.committed(plan)
    if plan.served(STAGING) == sha256(wheel):
        return dataclasses.replace(made, said="staging has the same bytes")
    if wheel.name in {origin.wheel for origin in provenance.read(plan.releases)}:
        return dataclasses.replace(made, said="the archive has the same bytes")
    commit = git.last_commit(plan.folder, root=plan.root)
    with tempfile.TemporaryDirectory(prefix="wheelwright-reproduce-") as scratch:
        again = build.build_commit(commit, plan.folder, pathlib.Path(scratch), cwd=plan.root)
        if sha256(again) != sha256(wheel):
            raise NotReproduced(wheel.name, sha256(wheel), sha256(again))
    return dataclasses.replace(made, said="built again: the same bytes")

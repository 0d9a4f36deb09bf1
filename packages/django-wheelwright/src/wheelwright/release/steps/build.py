"""
Step: build the wheel, once, from the commit that made the package what it is.
"""

import dataclasses

from wheelwright.archive.build import sha256
from wheelwright.release import git, wheels
from wheelwright.release.made import Made
from wheelwright.release.plan import Plan


def intends(plan: Plan) -> str:
    """
    What would be built.
    """
    return f"build {plan.package.wheel_name} from the commit"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        AlreadyReleased: if this version is archived with other contents.
        BuildFailed: if it cannot be built.
    """
    wheel = wheels.committed(plan)
    commit = git.last_commit(plan.folder, root=plan.root)
    return dataclasses.replace(
        made, said=f"{wheel.name}  sha256 {sha256(wheel)}  from commit {commit[:12]}"
    )

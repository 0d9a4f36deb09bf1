"""
Step: build the wheel, once, from the commit that made the package what it is.
"""

import dataclasses
import pathlib
import zipfile

from wheelwright.archive.build import sha256
from wheelwright.release import git, wheels
from wheelwright.release.errors import NotReady
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made


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
        NotReady: if its deploy class was recorded and did not reach the wheel.
    """
    wheel = wheels.committed(plan)
    _require_deploy_class(plan, wheel)
    commit = git.last_commit(plan.folder, root=plan.root)
    return dataclasses.replace(
        made, said=f"{wheel.name}  sha256 {sha256(wheel)}  from commit {commit[:12]}"
    )


def _require_deploy_class(plan: Plan, wheel: pathlib.Path) -> None:
    """
    What was recorded in the source must have reached the wheel.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    source = plan.root / plan.folder / "src"
    for path in sorted(source.glob("*/contract/deploy.json")):
        if path.relative_to(source).as_posix() not in names:
            raise NotReady(
                f"{wheel.name} does not hold {path.relative_to(source)}.",
                'Add "contract/*.json" to the package data in its pyproject.toml, and commit that.',
            )

"""
Which file is the wheel of a commit? Built once, kept under the commit's name.
"""

import pathlib

from wheelwright.archive import build, provenance, refused, release
from wheelwright.archive.build import sha256
from wheelwright.index.devpi import STABLE, STAGING
from wheelwright.index.errors import OtherBytes, RehearsalFailed
from wheelwright.release import git
from wheelwright.release.plan import Plan


def committed(plan: Plan) -> pathlib.Path:
    """
    The wheel of the package as it is committed now.

    Raises:
        AlreadyReleased: if this version is archived and its package has changed since.
        BuildFailed: if it cannot be built.
    """
    commit = git.last_commit(plan.folder, root=plan.root)
    kept = place(plan, commit)
    if kept.exists():
        return kept
    if plan.package.wheel_name in {origin.wheel for origin in provenance.read(plan.releases)}:
        return release.build_candidate(plan.folder, kept.parent, plan.releases, cwd=plan.root)
    return build.build_commit(commit, plan.folder, kept.parent, cwd=plan.root)


def is_published(plan: Plan) -> bool:
    """
    Whether stable serves the wheel already.

    Raises:
        OtherBytes: if staging or stable serves another one under its name: the version is used up.
    """
    ours = digest(plan)
    served = {index: plan.served(index) for index in (STAGING, STABLE)}
    for index, theirs in served.items():
        if theirs and theirs != ours:
            raise OtherBytes(plan.package.wheel_name, index, ours, theirs)
    return served[STABLE] is not None


def require_not_refused(plan: Plan, digest: str) -> None:
    """
    Raises:
        RehearsalFailed: if a rehearsal of these bytes found errors; another one changes nothing.
    """
    if why := refused.reason(plan.releases, digest):
        raise RehearsalFailed(plan.package.wheel_name, digest, why)


def place(plan: Plan, commit: str) -> pathlib.Path:
    """
    Where the wheel of a commit is kept.
    """
    return plan.work / commit[:16] / plan.package.wheel_name


def digest(plan: Plan) -> str:
    """
    The SHA-256 of the wheel that is released.
    """
    return sha256(committed(plan))

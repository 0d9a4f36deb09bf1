"""
What is new in this release, and is it in the CHANGELOG already?
"""

import pathlib
import re

from wheelwright.release import git
from wheelwright.release.plan import Plan

CHANGELOG, CHANGES = "CHANGELOG.md", "changes"


def folder(plan: Plan) -> pathlib.Path:
    """
    Where fragments lie, relative to the repository.
    """
    return plan.folder / CHANGES


def waiting(plan: Plan) -> tuple[str, ...]:
    """
    The fragments nobody took into the CHANGELOG yet.
    """
    listed = git.files_at("HEAD", folder(plan), root=plan.root)
    return tuple(name for name in listed if not name.startswith((".", "README", "_")))


def has_section(plan: Plan, root: pathlib.Path) -> bool:
    """
    Whether the CHANGELOG of a checkout has a section for the release.
    """
    path = root / plan.folder / CHANGELOG
    heading = rf"^## {re.escape(str(plan.version))}(\s|$)"
    return path.is_file() and bool(
        re.search(heading, path.read_text(encoding="utf-8"), re.MULTILINE)
    )


def taken_in(plan: Plan) -> str | None:
    """
    The commit before the one that wrote the section out of fragments; None if there was none.
    """
    heading = f"## {plan.version} "
    wrote = git.commit_that_wrote(heading, plan.folder / CHANGELOG, root=plan.root)
    before = f"{wrote}^" if wrote else ""
    return before if before and git.files_at(before, folder(plan), root=plan.root) else None

"""
What is new in this release, and is it in the CHANGELOG already?
"""

import pathlib
import re

from wheelwright.release import git
from wheelwright.release.plan import Plan

CHANGELOG, CHANGES = "CHANGELOG.md", "changes"
MARKER = "<!-- towncrier release notes start -->"
IDS = re.compile(r"[a-z]+(?:-[a-z]+)*:[^\s,]+(?:[\s,]+[a-z]+(?:-[a-z]+)*:[^\s,]+)*")


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
    return tuple(name for name in listed if not name.startswith((".", "README")))


def has_section(plan: Plan, root: pathlib.Path) -> bool:
    """
    Whether the CHANGELOG of a checkout has a section for the release.
    """
    heading = rf"^## {re.escape(str(plan.version))}(\s|$)"
    return bool(re.search(heading, text(plan, root), re.MULTILINE))


def text(plan: Plan, root: pathlib.Path) -> str:
    """
    The CHANGELOG of a checkout; empty if there is none.
    """
    path = root / plan.folder / CHANGELOG
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def ids_behind(fragment: str) -> str:
    """
    A fragment for readers: the ids of its first line, which `wheelwright compare` wants to find
    again, stand in a comment behind the sentence.
    """
    first, _, rest = fragment.strip().partition("\n")
    if not rest.strip() or not IDS.fullmatch(first.strip()):
        return fragment
    return f"{rest.strip()} <!-- {first.strip()} -->\n"

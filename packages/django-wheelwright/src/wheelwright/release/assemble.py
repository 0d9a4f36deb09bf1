"""
How do the fragments of a release become a section of its CHANGELOG?
"""

import pathlib
import subprocess
import sys
import tomllib

from wheelwright.release import fragments
from wheelwright.release.errors import NotReady
from wheelwright.release.plan import Plan

OURS = pathlib.Path(__file__).parent / "towncrier.toml"


def require_marker(plan: Plan) -> None:
    """
    A package without a CHANGELOG gets one.

    Raises:
        NotReady: if the CHANGELOG does not say where a new section goes.
    """
    text = fragments.text(plan, plan.root)
    if text and fragments.MARKER not in text:
        raise NotReady(
            f"{plan.folder / fragments.CHANGELOG} does not say where a new section goes.",
            f"Put the line {fragments.MARKER} above the newest one, and commit that.",
        )


def assemble(plan: Plan, tree: pathlib.Path, *, deploy_class: str) -> None:
    """
    Write the section in a checkout with towncrier, and remove the fragments.

    Raises:
        NotReady: if towncrier refuses, or writes no section of that name.
    """
    changelog = tree / plan.folder / fragments.CHANGELOG
    if not changelog.is_file():
        changelog.write_text(f"# Changelog of {plan.package.name}\n\n{fragments.MARKER}\n", "utf-8")
    for name in fragments.waiting(plan):
        path = tree / fragments.folder(plan) / name
        path.write_text(fragments.ids_behind(path.read_text(encoding="utf-8")), encoding="utf-8")
    configuration = _configuration(plan, tree)
    date = plan.today.isoformat() + (f", deploy class {deploy_class}" if deploy_class else "")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "towncrier", "build", "--yes"),
            *("--version", str(plan.version), "--date", date),
            *("--config", configuration, "--dir", tree / plan.folder),
        ],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip().splitlines() or ["no output"]
    if done.returncode:
        raise NotReady(
            f"towncrier could not assemble the CHANGELOG of {plan.name}: {said[-1]}",
            f"Look at the fragments in {fragments.folder(plan)}, and at the configuration.",
        )
    if not fragments.has_section(plan, tree):
        raise NotReady(
            f"towncrier wrote no section `## {plan.version} - {date}`.",
            f"Is each fragment in {fragments.folder(plan)} named NAME.TYPE.md, with a type of the "
            "configuration?",
        )


def left(plan: Plan, tree: pathlib.Path) -> tuple[str, ...]:
    """
    The fragments that are still there.
    """
    return tuple(
        name for name in fragments.waiting(plan) if (tree / fragments.folder(plan) / name).exists()
    )


def _configuration(plan: Plan, tree: pathlib.Path) -> pathlib.Path:
    """
    The package's own configuration of towncrier, or the repository's, or ours.
    """
    for folder in (tree / plan.folder, tree):
        if (folder / "towncrier.toml").is_file():
            return folder / "towncrier.toml"
        project = folder / "pyproject.toml"
        if project.is_file() and "towncrier" in tomllib.loads(
            project.read_text(encoding="utf-8")
        ).get("tool", {}):
            return project
    return OURS

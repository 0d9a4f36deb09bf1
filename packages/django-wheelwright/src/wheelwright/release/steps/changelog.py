"""
Step: take the fragments into the CHANGELOG, in a commit of its own, before the wheel is built.
"""

import dataclasses
import pathlib
import subprocess
import sys
import tomllib

from wheelwright.release import fragments, git
from wheelwright.release.errors import NotReady
from wheelwright.release.made import Made
from wheelwright.release.plan import Plan
from wheelwright.release.steps import optional

COMMITS = """\
Changelog of {name}

Assembled from {count} fragment{s}, before the wheel is built from this commit.
"""


def intends(plan: Plan) -> str:
    """
    What would be written.
    """
    count = len(fragments.waiting(plan))
    if fragments.has_section(plan, plan.root):
        return "nothing: CHANGELOG.md has its section"
    return f"take {count} fragment{'s' * (count != 1)} into CHANGELOG.md, and commit that"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        NotReady: if nothing says what is new, or a section is there and fragments are left.
    """
    waiting = fragments.waiting(plan)
    if fragments.has_section(plan, plan.root):
        if waiting:
            raise NotReady(
                f"CHANGELOG.md has a section for {plan.name}, and {waiting[0]} is not in it.",
                "Write it into the section and remove the fragment, or give it the next version; "
                "commit that.",
            )
        return dataclasses.replace(made, said="CHANGELOG.md has its section")
    if not waiting:
        raise NotReady(
            f"Nothing says what is new in {plan.name}: CHANGELOG.md has no section for it, and "
            f"{fragments.folder(plan)} holds no fragment.",
            f"Write one, for example {fragments.folder(plan)}/due-date.added.md, and commit it.",
        )
    if not plan.commits:
        raise NotReady(
            f"The CHANGELOG of {plan.name} must be committed, and --no-commit forbids it.",
            f"Run `wheelwright release {plan.package.name} --until changelog` where you may commit, "
            "and push that first.",
        )
    optional.load("changelog", "towncrier", extra="contract")
    configuration = _configuration(plan)

    def change(tree: pathlib.Path) -> tuple[pathlib.Path, ...]:
        _assemble(plan, tree, configuration)
        return (plan.folder,)

    words = {"name": plan.name, "count": len(waiting), "s": "s" * (len(waiting) != 1)}
    commit = git.commit_beside(COMMITS.format(**words), change, root=plan.root)
    return dataclasses.replace(
        made, said=f"{words['count']} fragment{words['s']} taken in; commit {commit[:12]}"
    )


def _assemble(plan: Plan, tree: pathlib.Path, configuration: pathlib.Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "towncrier", "build", "--yes"),
            *("--version", str(plan.version), "--date", plan.today.isoformat()),
            *("--config", tree / configuration, "--dir", tree / plan.folder),
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
            f"Look at the fragments in {fragments.folder(plan)} and at {configuration}.",
        )
    if not fragments.has_section(plan, tree):
        raise NotReady(
            f"towncrier wrote no section `## {plan.version} - {plan.today}`: {said[-1]}",
            f"Set title_format in {configuration} to '## {{version}} - {{project_date}}', and "
            "look at the names of the fragments.",
        )


def _configuration(plan: Plan) -> pathlib.Path:
    """
    The package's own configuration of towncrier, or the repository's, relative to the repository.
    """
    for folder in (plan.folder, pathlib.Path()):
        if (plan.root / folder / "towncrier.toml").is_file():
            return folder / "towncrier.toml"
        project = plan.root / folder / "pyproject.toml"
        if project.is_file() and "towncrier" in tomllib.loads(
            project.read_text(encoding="utf-8")
        ).get("tool", {}):
            return folder / "pyproject.toml"
    raise NotReady(
        f"Neither {plan.folder} nor the repository configures towncrier.",
        "Add a towncrier.toml that says filename, directory, title_format and types.",
    )

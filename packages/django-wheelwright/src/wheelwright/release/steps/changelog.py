"""
Step: take the fragments into the CHANGELOG and record the deploy class, in a commit before the build.
"""

import dataclasses
import json
import pathlib

from wheelwright.release import assemble, fragments, git
from wheelwright.release.errors import NotReady
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
from wheelwright.release.steps import optional

COMMITS = """\
Changelog of {name}

{what}, before the wheel is built from this commit.
"""


def intends(plan: Plan) -> str:
    """
    What would be written.
    """
    if fragments.has_section(plan, plan.root):
        return "CHANGELOG.md has its section; record the deploy class, if that is still to do"
    what = _count(fragments.waiting(plan))
    return f"take {what} into CHANGELOG.md, record the deploy class, and commit that"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        NotReady: if nothing says what is new, or a section is there and fragments are left.
    """
    waiting = fragments.waiting(plan)
    written = fragments.has_section(plan, plan.root)
    _require(plan, written, waiting)
    unrecorded = made.comparison is not None and not _is_recorded(plan)
    if written and not unrecorded:
        return dataclasses.replace(made, said="CHANGELOG.md has its section")
    if not plan.commits:
        raise NotReady(
            f"The CHANGELOG or the deploy class of {plan.name} must be committed, and --no-commit "
            "forbids it.",
            f"Run `wheelwright release {plan.package.name} --until changelog` where you may commit, "
            "and push that first.",
        )

    def change(tree: pathlib.Path) -> tuple[pathlib.Path, ...]:
        if waiting:
            _take_in(plan, tree, made)
        if unrecorded:
            optional.load("changelog", "wheelwright.compare.deploy_class", extra="contract").record(
                made.comparison, tree / plan.folder
            )
        return (plan.folder,)

    what = f"{_count(waiting)} taken in" if waiting else "Deploy class recorded"
    message = COMMITS.format(name=plan.name, what=what)
    commit = git.commit_beside(message, change, root=plan.root)
    return dataclasses.replace(made, said=f"{what}; commit {commit[:12]}")


def _require(plan: Plan, written: bool, waiting: tuple[str, ...]) -> None:
    if written and waiting:
        raise NotReady(
            f"CHANGELOG.md has a section for {plan.name}, and {waiting[0]} is not in it.",
            "Write it into the section and remove the fragment, or give it the next version; "
            "commit that.",
        )
    if not written and not waiting:
        raise NotReady(
            f"Nothing says what is new in {plan.name}: CHANGELOG.md has no section for it, and "
            f"{fragments.folder(plan)} holds no fragment.",
            f"Write one, for example {fragments.folder(plan)}/due-date.added.md, and commit it.",
        )
    if not written:
        assemble.require_marker(plan)


def _take_in(plan: Plan, tree: pathlib.Path, made: Made) -> None:
    optional.load("changelog", "towncrier", extra="contract")
    deploy_class = str(made.comparison.deploy_class) if made.comparison else ""
    assemble.assemble(plan, tree, deploy_class=deploy_class)
    if left := assemble.left(plan, tree):
        raise NotReady(
            f"towncrier left {fragments.folder(plan)}/{left[0]} out of {plan.name}.",
            "Name it NAME.TYPE.md, with a type of the configuration, and commit that.",
        )


def _is_recorded(plan: Plan) -> bool:
    """
    Whether each app of the package states the deploy class of this version.
    """
    apps = sorted((plan.root / plan.folder / "src").glob("*/apps.py"))
    return all(
        _version(app.parent / "contract" / "deploy.json") == str(plan.version) for app in apps
    )


def _version(path: pathlib.Path) -> str | None:
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(stated.get("version")) if isinstance(stated, dict) else None


def _count(names: tuple[str, ...]) -> str:
    return f"{len(names)} fragment{'s' * (len(names) != 1)}"

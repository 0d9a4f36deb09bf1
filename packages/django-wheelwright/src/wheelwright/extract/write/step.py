"""
Which files does a step change? Its migrations and its code, together.
"""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from wheelwright.extract.code import imports
from wheelwright.extract.code.modules import within
from wheelwright.extract.code.order import Remark, Weight, order_of
from wheelwright.extract.code.run import Changed, change
from wheelwright.extract.code.shim import shown, silent, with_shim_of
from wheelwright.extract.project import Project
from wheelwright.extract.values import FileChange, Plan, Step, Survey
from wheelwright.extract.write.errors import ModelIsGone, NoSuchStep, StepAlreadyWritten
from wheelwright.extract.write.files import Files
from wheelwright.extract.write.migrations import migrations


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    A step as it would be written, and what a person has to look at.
    """

    step: Step
    changes: tuple[FileChange, ...]
    remarks: tuple[Remark, ...]

    @property
    def stops(self) -> tuple[Remark, ...]:
        return tuple(r for r in self.remarks if r.weight is Weight.STOP)


def next_step(plan: Plan, survey: Survey, number: int | None) -> Step:
    """
    The step of that number, or the first whose models are still where they were.

    Raises:
        NoSuchStep: if the plan has none of that number.
        StepAlreadyWritten: if its models have moved.
        ModelIsGone: if the project has some of its models neither here nor there.
    """
    if number is not None and not any(step.number == number for step in plan.steps):
        raise NoSuchStep(number, len(plan.steps))
    for step in plan.steps:
        if number is not None and step.number != number:
            continue
        gone = [m.old for m in step.moved if survey.model(m.old) is None]
        if not gone:
            return step
        if missing := [old for old in gone if not _has_moved(old, step, survey)]:
            raise ModelIsGone(missing)
    raise StepAlreadyWritten(number)


def without_shims(files: Files, plan: Plan) -> tuple[FileChange, ...]:
    """
    Old modules without their re-export to the new app, but for what old migrations import for ever.
    """
    found = []
    for path in files.paths:
        text = files.text(path) if path.endswith(".py") else None
        handed = shown(text) if text else {}
        if not text or not any(within(m, plan.target_module) for m in handed.values()):
            continue
        kept = silent(text)
        left = {n: m for n, m in handed.items() if n in kept or not within(m, plan.target_module)}
        found.append(FileChange(path=path, before=text, after=with_shim_of(text, left)))
    return tuple(found)


def _has_moved(old: str, step: Step, survey: Survey) -> bool:
    return any(m.old == old and survey.model(m.new) for m in step.moved)


def written(project: Project, survey: Survey, plan: Plan, step: Step, files: Files) -> Written:
    """
    Every file of the step, before and after.
    """
    order = order_of(survey, plan, step, roots=roots(survey))
    code = change(order, files.texts())
    new = [_following(each, code) for each in migrations(project, plan, step)]
    unreadable = (
        Remark(path=path, line=1, what="this file is no text in the encoding that it names")
        for path in files.unreadable()
    )
    return Written(
        step=step,
        changes=_together(code.changes, new),
        remarks=(*code.remarks, *unreadable),
    )


def _following(migration: FileChange, code: Changed) -> FileChange:
    """
    A new migration with the functions and managers it names where they are from now on.
    """
    if not migration.path.endswith(".py") or not migration.after:
        return migration
    after = imports.rewrite(migration.after, code.homes, here="", package=False)
    return FileChange(path=migration.path, before=migration.before, after=after)


def _together(code: Iterable[FileChange], new: Iterable[FileChange]) -> tuple[FileChange, ...]:
    found = {each.path: each for each in code}
    for each in new:
        found.setdefault(each.path, each)
    return tuple(found[path] for path in sorted(found))


def roots(survey: Survey) -> tuple[str, ...]:
    """
    The folders of the project from which it imports, as its own apps show; its own folder at least.
    """
    found = {""}
    for app in survey.apps:
        folder = app.module.replace(".", "/")
        if app.own and (app.folder == folder or app.folder.endswith(f"/{folder}")):
            root = app.folder[: len(app.folder) - len(folder)].rstrip("/")
            if not root.startswith("/"):
                found.add(posixpath.normpath(root) if root else "")
    return tuple(sorted(found))

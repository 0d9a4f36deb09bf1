"""
From a plan to a step that can be shown, and from there to one that is written.
"""

from dataclasses import dataclass

from wheelwright.extract.code.order import Remark, Weight
from wheelwright.extract.project import Project
from wheelwright.extract.survey import survey
from wheelwright.extract.values import FileChange, Plan, Step, Survey
from wheelwright.extract.write import copy, journal
from wheelwright.extract.write.errors import (
    CodeStandsInTheWay,
    NoSuchStep,
    ProjectHasProblems,
    StepNotWritten,
)
from wheelwright.extract.write.files import files_of
from wheelwright.extract.write.git import require_committed
from wheelwright.extract.write.journal import Journal
from wheelwright.extract.write.migrations import closing
from wheelwright.extract.write.step import Written, next_step, without_shims, written

# What would get mixed up with the move; that a database lags behind would not.
PROBLEMS = frozenset({"models-disagree", "migrations-conflict", "migrations-broken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    Which step of which plan, and what was said to be right.
    """

    project: Project
    plan: Plan
    number: int | None = None
    close: bool = False
    accepted: frozenset[str] = frozenset()
    over_uncommitted: bool = False
    on_a_copy: bool = True
    timeout: float = 300.0


def name(wish: Wish, step: Step) -> str:
    """
    How a step is called in the journal and to people.
    """
    what = "The end of step" if wish.close else "Step"
    return f"{what} {step.number} of {wish.plan.source} -> {wish.plan.target}"


def prepare(wish: Wish) -> Written:
    """
    The step as it would be written, after everything that could speak against it was asked.

    Raises:
        ExtractRefused: with the reason; nothing is written.
    """
    journal.must_be_finished(wish.project.folder)
    known = survey(wish.project, timeout=wish.timeout)
    problems = [p for p in known.problems if p.kind in PROBLEMS]
    if problems:
        raise ProjectHasProblems(
            [" ".join([p.message, *(str(place) for place in p.places)]) for p in problems]
        )
    if wish.close:
        return _closing(wish, known)
    step = next_step(wish.plan, known, wish.number)
    found = written(wish.project, known, wish.plan, step, files_of(wish.project.folder))
    stops = [r for r in found.stops if not _accepted(r, wish.accepted)]
    if stops:
        raise CodeStandsInTheWay(stops)
    if wish.on_a_copy:
        copy.must_work(wish.project, found.changes, step.moved, timeout=wish.timeout)
    return found


def apply(wish: Wish, found: Written) -> None:
    """
    Write it, all or nothing.

    Raises:
        FilesNotCommitted: if git does not have what is there now.
        FilesChanged: if a file is not what it was when it was read.
    """
    if not wish.over_uncommitted:
        require_committed(wish.project.folder, found.changes)
    journal.apply(wish.project.folder, name(wish, found.step), found.changes)


def go_on(wish: Wish) -> Journal | None:
    """
    Finish an apply that was stopped half-way; None if there is none.
    """
    begun = journal.read(wish.project.folder)
    return journal.go_on(wish.project.folder) if begun and not begun.done else None


def _closing(wish: Wish, known: Survey) -> Written:
    step = next((s for s in wish.plan.steps if s.number == (wish.number or 1)), None)
    if step is None:
        raise NoSuchStep(wish.number or 1, len(wish.plan.steps))
    if any(known.model(moved.old) for moved in step.moved):
        raise StepNotWritten(step.number)
    changes: tuple[FileChange, ...] = closing(wish.project, wish.plan, step, timeout=wish.timeout)
    return Written(
        step=step,
        changes=(*without_shims(files_of(wish.project.folder), wish.plan), *changes),
        remarks=(),
    )


def _accepted(remark: Remark, accepted: frozenset[str]) -> bool:
    return remark.weight is not Weight.STOP or f"{remark.path}:{remark.line}" in accepted

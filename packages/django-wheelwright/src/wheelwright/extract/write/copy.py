"""
Does the project work with the step in it? A copy of it is asked, before anything is written.
"""

import contextlib
import pathlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wheelwright.extract.code.project_texts import is_skipped
from wheelwright.extract.errors import ProjectDoesNotStart
from wheelwright.extract.project import Project
from wheelwright.extract.survey import survey
from wheelwright.extract.values import FileChange, Moved
from wheelwright.extract.write.errors import WouldNotWork
from wheelwright.extract.write.files import LARGEST, content

# What a survey says of a project whose models and migrations do not agree.
WRONG = frozenset({"models-disagree", "migrations-conflict", "migrations-broken"})


@contextlib.contextmanager
def copied(project: Project, changes: Sequence[FileChange]) -> Iterator[Project]:
    """
    A copy of the project's own files with the changes in it, for as long as the block runs.
    """
    with tempfile.TemporaryDirectory(prefix="wheelwright-extract-") as scratch:
        folder = pathlib.Path(scratch) / project.folder.name
        shutil.copytree(project.folder, folder, ignore=_ignored, symlinks=True)
        for change in changes:
            path = folder / change.path
            if change.after is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content(change.path, change.after))
        yield replace(project, folder=folder)


def _ignored(where: str, names: list[str]) -> set[str]:
    here = pathlib.Path(where)
    return {
        name
        for name in names
        if is_skipped(name)
        or (here / name / "pyvenv.cfg").exists()
        or ((here / name).is_file() and (here / name).stat().st_size > LARGEST)
    }


def must_work(
    project: Project, changes: Sequence[FileChange], moved: Sequence[Moved], *, timeout: float
) -> None:
    """
    Raises:
        WouldNotWork: if the copy does not start, if Django would still write migrations, or if a model
            is not where it should be.
    """
    with copied(project, changes) as copy:
        try:
            found = survey(copy, timeout=timeout)
        except ProjectDoesNotStart as exc:
            raise WouldNotWork([str(exc)]) from exc
    reasons = [problem.message for problem in found.problems if problem.kind in WRONG]
    for each in moved:
        model = found.model(each.new)
        if model is None:
            reasons.append(f"There is no {each.new}.")
        elif model.table != each.table:
            reasons.append(f"{each.new} has the table {model.table} instead of {each.table}.")
        if found.model(each.old):
            reasons.append(f"{each.old} is still there.")
    if reasons:
        raise WouldNotWork(reasons)

"""
From a plan whose steps are written to a package that is installed.
"""

import pathlib
from dataclasses import dataclass

from wheelwright.adapters import uv
from wheelwright.extract.code.project_texts import is_skipped
from wheelwright.extract.errors import ProjectDoesNotStart
from wheelwright.extract.package import make as making
from wheelwright.extract.package.errors import (
    AlreadyAPackage,
    AppHasNoNameOfItsOwn,
    NotInstalled,
    StepsAreLeft,
)
from wheelwright.extract.package.files import Own, own_files
from wheelwright.extract.package.make import Packaged
from wheelwright.extract.package.wanted import Wanted
from wheelwright.extract.package.work import Crossing
from wheelwright.extract.project import Project, loaded
from wheelwright.extract.survey import survey, survey_loaded
from wheelwright.extract.values import Plan, Survey
from wheelwright.extract.write import journal
from wheelwright.extract.write.copy import WRONG, copied
from wheelwright.extract.write.errors import WouldNotWork
from wheelwright.extract.write.files import files_of
from wheelwright.extract.write.git import require_committed
from wheelwright.extract.write.step import roots


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    Which plan's app becomes a package, under which name and where.
    """

    project: Project
    plan: Plan
    name: str
    out: pathlib.Path  # relative to the project
    over_uncommitted: bool = False
    on_a_copy: bool = True
    timeout: float = 300.0


def prepare(wish: Wish) -> Packaged:
    """
    The package as it would be written.

    Raises:
        ExtractRefused: with the reason; nothing is written.
    """
    journal.must_be_finished(wish.project.folder)
    if "." in wish.plan.target_module:
        raise AppHasNoNameOfItsOwn(wish.plan.target_module)
    known = survey(wish.project, timeout=wish.timeout)
    if left := [m.old for m in wish.plan.moved if known.model(m.old)]:
        raise StepsAreLeft(left)
    folder = wish.project.folder / wish.plan.target_folder
    if not (folder / "__init__.py").is_file():
        raise AlreadyAPackage(
            f"{wish.plan.target_folder} has no app any more.",
            "It seems to be a package already; --list shows what still crosses its boundary.",
        )
    if (wish.project.folder / wish.out).exists():
        raise AlreadyAPackage(f"{wish.out} is there already.", "Name another folder with --out.")
    found = making.make(_wanted(wish, known, own_files(folder)))
    if wish.on_a_copy:
        _must_work(wish, found)
    return found


def still_crossing(wish: Wish) -> tuple[Crossing, ...]:
    """
    What crosses the boundary of the app as it is now, package or not.
    """
    known = survey(wish.project, timeout=wish.timeout)
    return making.crossing_now(_wanted(wish, known, Own(texts={}, pictures=())))


def _wanted(wish: Wish, known: Survey, own: Own) -> Wanted:
    return Wanted(
        project=wish.project,
        plan=wish.plan,
        survey=known,
        texts=files_of(wish.project.folder).texts(),
        roots=roots(known),
        own=own,
        name=wish.name,
        out=wish.out.as_posix(),
    )


def _must_work(wish: Wish, found: Packaged) -> None:
    with copied(wish.project, found.changes) as copy:
        paths = (copy.folder, copy.folder / wish.out / "src")
        try:
            with loaded(
                copy,
                timeout=wish.timeout,
                environment={"PYTHONPATH": ":".join(map(str, paths))},
            ) as worker:
                known = survey_loaded(worker, copy)
        except ProjectDoesNotStart as exc:
            raise WouldNotWork([str(exc)]) from exc
    reasons = [p.message for p in known.problems if p.kind in WRONG]
    reasons += [f"There is no {m.new}." for m in wish.plan.moved if known.model(m.new) is None]
    if reasons:
        raise WouldNotWork(reasons)


def apply(wish: Wish, found: Packaged) -> None:
    """
    Write it, all or nothing, and leave no empty folder of the app behind.

    Raises:
        FilesNotCommitted: if git does not have what is there now.
        FilesChanged: if a file is not what it was when it was read.
    """
    if not wish.over_uncommitted:
        require_committed(wish.project.folder, found.changes)
    journal.apply(wish.project.folder, f"Package {wish.name}", found.changes)
    _forget_bytecode(wish.project.folder / wish.plan.target_folder)


def install(wish: Wish) -> None:
    """
    Install it into the project's environment, editable, without what it depends on: that is there.

    Raises:
        NotInstalled: with what the installer said.
    """
    python, where = wish.project.python, wish.project.folder / wish.out
    said = uv.run(
        "pip", "install", "--quiet", "--python", str(python), "--no-deps", "-e", str(where)
    )
    if said.status:
        raise NotInstalled(
            f"{wish.out} is written, and could not be installed.",
            f"Install it yourself: {python} -m pip install --no-deps -e {where}",
            said.errors.strip().splitlines()[-8:],
        )


def _forget_bytecode(folder: pathlib.Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        if is_skipped(path.parent.name) and path.is_file():
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()

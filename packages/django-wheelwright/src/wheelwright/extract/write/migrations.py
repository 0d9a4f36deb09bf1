"""
Which migrations does a step add to the project? Their texts are made where its Django is.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from wheelwright.extract import encoding
from wheelwright.extract.project import Project, ask, loaded
from wheelwright.extract.values import FileChange, Plan, Step

NEWEST = "max_migration.txt"


def migrations(
    project: Project, plan: Plan, step: Step, *, timeout: float = 300.0
) -> tuple[FileChange, ...]:
    """
    One migration for the new app, one for the old, one for each app that points at what moves. The
    project is as it was before the step: nothing of the new code is there yet.

    Raises:
        ProjectDoesNotStart: if it cannot be loaded.
    """
    return _asked(project, plan, step, "extract migrations", timeout)


def closing(
    project: Project, plan: Plan, step: Step, *, timeout: float = 300.0
) -> tuple[FileChange, ...]:
    """
    The migration that ends a step which is written and released: what the old release wrote under the
    old labels is merged, and the shadow rows go.

    Raises:
        ProjectDoesNotStart: if it cannot be loaded.
    """
    return _asked(project, plan, step, "extract closing", timeout)


def _asked(
    project: Project, plan: Plan, step: Step, command: str, timeout: float
) -> tuple[FileChange, ...]:
    folder = f"{plan.target_folder}/migrations"
    with loaded(project, timeout=timeout) as worker:
        said = ask(
            worker,
            command,
            moved=[encoding.plain(each) for each in step.moved],
            source=plan.source,
            target=plan.target,
            folder=folder,
        )
    changes = [
        FileChange(path=each["path"], before=None, after=each["text"])
        for each in said.named("migration")
    ]
    package = f"{folder}/__init__.py"
    if not (project.folder / package).exists():
        changes.insert(0, FileChange(path=package, before=None, after=""))
    return (*changes, *_newest_names(project, plan, changes))


def _newest_names(project: Project, plan: Plan, changes: list[FileChange]) -> Iterator[FileChange]:
    """
    The max_migration.txt of each app, where django-linear-migrations keeps such files.
    """
    names = [PurePosixPath(change.path) for change in changes if change.after]
    kept = {name.parent: project.folder / name.parent / NEWEST for name in names}
    if not any(file.exists() for file in kept.values()):
        return
    for name in names:
        file = kept[name.parent]
        if file.exists() or str(name.parent).startswith(f"{plan.target_folder}/"):
            before = file.read_text(encoding="utf-8") if file.exists() else None
            path = str(name.parent / NEWEST)
            yield FileChange(path=path, before=before, after=f"{name.stem}\n")

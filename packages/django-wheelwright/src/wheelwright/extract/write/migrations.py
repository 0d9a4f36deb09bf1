"""
Which migrations does a step add to the project? Their texts are made where its Django is.
"""

from wheelwright.extract import encoding
from wheelwright.extract.project import Project, ask, loaded
from wheelwright.extract.values import FileChange, Plan, Step


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
    return tuple(changes)

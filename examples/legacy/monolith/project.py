"""
Which files does the monolith consist of?
"""

import pathlib

from examples.legacy.monolith.growth import Migration, grow
from examples.legacy.monolith.models.every import models
from examples.legacy.monolith.texts import admin_file, migration_files, models_file, services_file
from examples.legacy.monolith.values import Text

SKELETON = pathlib.Path(__file__).resolve().parent.parent / "skeleton"
_NEEDED_BY_PAYROLL = ("Employee", "Plan", "Enrolment")


def files(*, count: int, migrations: int, seed: int = 1) -> tuple[Text, ...]:
    """
    Every file of a monolith with so many models and migrations: the same each time.

    Raises:
        ValueError: if there are not so many models, or fewer migrations than they need.
    """
    chosen = models(count)
    history = grow(chosen, migrations=migrations, seed=seed)
    return (
        *_skeleton(payroll_begins_after=_born(history)),
        Text(path="legacy_app/models.py", text=models_file.write(chosen) + "\n"),
        Text(path="legacy_app/admin.py", text=admin_file.write(chosen)),
        Text(
            path="legacy_app/services.py",
            text=services_file.write(
                chosen, head=(SKELETON / "legacy_app/services.py").read_text()
            ),
        ),
        Text(path="legacy_app/migrations/__init__.py", text=""),
        *migration_files.write(history),
    )


def _born(history: tuple[Migration, ...]) -> str:
    """
    The migration after which everything that payroll points at is there.
    """
    last = max(n for n, each in enumerate(history) if each.makes in _NEEDED_BY_PAYROLL)
    return migration_files.names(history)[last]


def _skeleton(*, payroll_begins_after: str) -> tuple[Text, ...]:
    made = {"legacy_app/services.py"}
    return tuple(
        Text(path=path, text=file.read_text().replace("@AFTER@", payroll_begins_after))
        for file in sorted(SKELETON.rglob("*"))
        if file.is_file()
        and "__pycache__" not in file.parts
        and (path := str(file.relative_to(SKELETON))) not in made
    )


def write(files: tuple[Text, ...], *, folder: pathlib.Path) -> None:
    """
    Write them below the folder, which is made.
    """
    for each in files:
        path = folder / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text)

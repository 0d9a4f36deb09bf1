"""
The project as it was before the last step was written, from what the journal keeps.
"""

import pathlib
import shutil

from wheelwright.extract.write import journal
from wheelwright.extract.write.errors import NothingToUndo

LEFT = shutil.ignore_patterns(
    ".git", ".venv", "venv", "node_modules", "__pycache__", ".wheelwright"
)


def copy_before(folder: pathlib.Path, into: pathlib.Path) -> pathlib.Path:
    """
    A copy in `into`, which must not be there yet; environments and the like stay behind.

    Raises:
        NothingToUndo: if no step was written.
        StepInterrupted: if one was written half-way.
    """
    journal.must_be_finished(folder)
    written = journal.read(folder)
    if written is None:
        raise NothingToUndo(folder)
    shutil.copytree(folder, into, ignore=LEFT, symlinks=True)
    for entry in written.entries:
        target = into / entry.path
        if entry.before:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / journal.FOLDER / "kept" / entry.before, target)
        else:
            target.unlink(missing_ok=True)
    return into

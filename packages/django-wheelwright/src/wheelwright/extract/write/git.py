"""
Does git have what is about to be written over?
"""

import pathlib
import subprocess
from collections.abc import Sequence

from wheelwright.extract.values import FileChange
from wheelwright.extract.write.errors import FilesNotCommitted


def require_committed(folder: pathlib.Path, changes: Sequence[FileChange]) -> None:
    """
    Raises:
        FilesNotCommitted: if git does not have what is there now.
    """
    dirty = uncommitted(folder, [c.path for c in changes if c.before is not None])
    if dirty:
        raise FilesNotCommitted(dirty)


def uncommitted(folder: pathlib.Path, paths: Sequence[str]) -> tuple[str, ...]:
    """
    Those that are changed or unknown to git; none where the folder is no part of a repository.
    """
    if not paths:
        return ()
    command = ["git", "status", "--porcelain", "-z", "--untracked-files=all", "--", *paths]
    try:
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        return ()
    if said.returncode:
        return ()
    return tuple(line[3:] for line in said.stdout.split("\0") if len(line) > 3)

"""
Which of these files have changes that git does not have?
"""

import pathlib
import subprocess
from collections.abc import Sequence


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

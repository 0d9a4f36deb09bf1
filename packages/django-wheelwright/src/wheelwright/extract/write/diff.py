"""
What does a step look like to a person who reads it before it is written?
"""

import difflib
from collections.abc import Iterable

from wheelwright.extract.values import FileChange


def unified(changes: Iterable[FileChange]) -> str:
    """
    A patch, as git would show it.
    """
    return "".join(_one(change) for change in changes)


def _one(change: FileChange) -> str:
    old = f"a/{change.path}" if change.before is not None else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    lines = list(difflib.unified_diff(_lines(change.before), _lines(change.after), old, new))
    if not lines:
        # An empty file that comes or goes.
        lines = [f"--- {old}\n", f"+++ {new}\n"]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str | None) -> list[str]:
    # Only at line feeds: a carriage return is part of its line.
    parts = (text or "").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])

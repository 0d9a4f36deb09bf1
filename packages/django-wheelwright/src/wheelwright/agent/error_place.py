"""
Where in a migration's own code did an error come up, and which row was it at?
"""

import pathlib
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

from django.db import models


def of(exc: BaseException) -> dict[str, Any]:
    """
    The last line of a migration's file on the way to the error, and the row in its hands; empty if
    the error did not come from the code of a migration.
    """
    frames = [
        (frame, line)
        for frame, line in traceback.walk_tb(exc.__traceback__)
        if _is_of_a_migration(frame)
    ]
    if not frames:
        return {"place": "", "row": ""}
    frame, line = frames[-1]
    file = pathlib.PurePath(frame.f_code.co_filename)
    rows = (row for frame, _ in reversed(frames) for row in _rows(frame))
    return {
        "place": f"{'/'.join(file.parts[-3:])}, line {line}, in {frame.f_code.co_name}",
        "row": next(rows, ""),
    }


def _is_of_a_migration(frame: FrameType) -> bool:
    path = pathlib.PurePath(frame.f_code.co_filename)
    return path.parent.name == "migrations" and "django" not in path.parts


def _rows(frame: FrameType) -> Iterator[str]:
    for value in frame.f_locals.values():
        if isinstance(value, models.Model):
            yield f"{value._meta.label} {value.pk}"

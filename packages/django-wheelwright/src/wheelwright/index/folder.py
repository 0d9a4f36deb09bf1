"""
Which folder may hold an index, who uses it now, and what does it remember?
"""

import contextlib
import dataclasses
import fcntl
import json
import os
import pathlib
import shutil
from collections.abc import Iterator

from wheelwright.adapters import scratch
from wheelwright.index.errors import IndexFailed

MARK, KEPT = ".wheelwright-index", "credentials.json"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """
    What only the owner of the folder may read: the administrator's password, the publisher's token
    and the promoter's; an index from before there was a promoter has none.
    """

    root: str
    publisher: str
    promoter: str = ""


@contextlib.contextmanager
def claimed(data: pathlib.Path) -> Iterator[None]:
    """
    The folder for as long as the block runs; a half-made index is cleared before and after.

    Raises:
        IndexFailed: if the folder holds something else, or another index runs from it.
    """
    if data.exists() and not (data / MARK).exists() and any(data.iterdir()):
        raise IndexFailed(
            f"{data} holds something that is not an index.",
            "Name a new or an empty folder with --data; nothing was touched.",
        )
    data.mkdir(parents=True, exist_ok=True)
    with (data / MARK).open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise IndexFailed(
                f"Another index runs from {data}.", "Stop it, or name another folder with --data."
            ) from exc
        if not (data / KEPT).exists():
            _clear(data)
        scratch.kept_beside_source(data)
        try:
            yield
        finally:
            # Remembered last: without it nobody can log in, so the rest is worth nothing.
            if not (data / KEPT).exists():
                shutil.rmtree(data, ignore_errors=True)


def recall(data: pathlib.Path) -> Credentials | None:
    """
    The credentials of a complete index; None while it has not been set up.
    """
    kept = data / KEPT
    return Credentials(**json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else None


def remember(data: pathlib.Path, credentials: Credentials) -> None:
    """
    Keep the credentials, all or nothing; from now on the index counts as complete.
    """
    draft = data / f"{KEPT}.new"
    write_secret(draft, json.dumps(dataclasses.asdict(credentials)))
    draft.replace(data / KEPT)


def write_secret(path: pathlib.Path, text: str) -> None:
    """
    Write a file that only its owner can read, also while it is being written.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def _clear(data: pathlib.Path) -> None:
    for each in data.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        elif each.name != MARK:
            each.unlink()

"""
Where are things kept that are expensive to make, and how do two runs share them safely?
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from wheelwright.report.model import Json

COMPLETE = ".complete"
MONTH = 30 * 24 * 3600.0  # seconds


def default_folder() -> pathlib.Path:
    """
    The user's cache folder (XDG Base Directory).
    """
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "wheelwright"


def digest(*parts: str) -> str:
    """
    One name for several texts; no two different sequences share it.
    """
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:32]


def file_digest(path: pathlib.Path) -> str:
    """
    The hex digest of a file.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_digest(folder: pathlib.Path, files: Iterable[pathlib.Path]) -> str:
    """
    One name for the contents of these files of a folder.
    """
    parts = [(path.relative_to(folder).as_posix(), file_digest(path)) for path in sorted(files)]
    return digest(*(text for part in parts for text in part))


def make_once(
    folder: pathlib.Path, key: str, build: Callable[[pathlib.Path], None]
) -> pathlib.Path:
    """
    The folder of this key, built by whoever comes first; a half-built one is never seen.
    """
    target = folder / key
    with contextlib.suppress(FileNotFoundError):
        os.utime(target / COMPLETE)  # used just now
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / f".{key}.lock"):
        if (target / COMPLETE).exists():
            return target
        # One name per key: what a killed run left is replaced by whoever builds next.
        partial = folder / f".partial-{key}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            build(partial)
            (partial / COMPLETE).touch()
            shutil.rmtree(target, ignore_errors=True)
            partial.rename(target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return target


def prune(folder: pathlib.Path) -> None:
    """
    Remove what nobody used for a month.
    """
    for made in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            used = made / COMPLETE if made.is_dir() else made
            if time.time() - used.stat().st_mtime > MONTH and made.parent.name != "clusters":
                if made.is_dir():
                    shutil.rmtree(made)
                else:
                    made.unlink()


def peek(path: pathlib.Path, *, seconds: float | None = None) -> Json:
    """
    The value in a JSON file; None if there is none, or only one older than that.
    """
    with contextlib.suppress(OSError, ValueError):
        if seconds is None or time.time() - path.stat().st_mtime < seconds:
            value = cast(Json, json.loads(path.read_text(encoding="utf-8")))
            if seconds is None:
                os.utime(path)  # used just now
            return value
    return None


def write(path: pathlib.Path, value: Json) -> None:
    """
    Put a value into a JSON file that nobody ever sees half-written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        json.dump(value, file)
    pathlib.Path(file.name).replace(path)


def recall(path: pathlib.Path, make: Callable[[], Json], *, seconds: float | None = None) -> Json:
    """
    The value in a JSON file, made and written if it is not there or older than that.
    """
    value = peek(path, seconds=seconds)
    if value is None:
        value = make()
        write(path, value)
    return value


@contextlib.contextmanager
def _locked(path: pathlib.Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

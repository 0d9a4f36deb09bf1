"""
How are many files written as one: begun, gone on with after an interruption, or taken back?

First every file's bytes before and after are kept in the journal's folder; then its list is put there, which
is the moment from which the step counts as begun; then file after file is replaced; then the list says done.
"""

import json
import os
import pathlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from wheelwright.extract.values import FileChange
from wheelwright.extract.write.errors import (
    FilesChanged,
    LetterNotInEncoding,
    NothingToUndo,
    StepInterrupted,
)
from wheelwright.extract.write.files import content

FOLDER = ".wheelwright/extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A file of the step; `before` and `after` are digests, empty where it is not there.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """
    What is being written, or was written last.
    """

    name: str
    done: bool
    entries: tuple[Entry, ...]


def read(folder: pathlib.Path) -> Journal | None:
    """
    The journal of a project; None if it has none.
    """
    try:
        said = json.loads((folder / FOLDER / "journal.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    entries = tuple(Entry(**entry) for entry in said["entries"])
    return Journal(name=said["name"], done=said["done"], entries=entries)


def must_be_finished(folder: pathlib.Path) -> None:
    """
    Raises:
        StepInterrupted: if an apply was stopped half-way.
    """
    journal = read(folder)
    if journal is not None and not journal.done:
        raise StepInterrupted(folder)


def apply(folder: pathlib.Path, name: str, changes: Sequence[FileChange]) -> None:
    """
    Write every change, or none.

    Raises:
        FilesChanged: if a file is not what it was when the step was made.
        LetterNotInEncoding: if a text does not fit into its file.
    """
    must_be_finished(folder)
    kept = folder / FOLDER
    shutil.rmtree(kept, ignore_errors=True)
    entries = []
    for change in changes:
        before = _bytes(folder / change.path)
        after = None if change.after is None else _content(change.path, change.after)
        if before != (None if change.before is None else _content(change.path, change.before)):
            raise FilesChanged([change.path], "Run the command again: it reads them anew.")
        entries.append(_entry(kept, change.path, before, after))
    kept.mkdir(parents=True, exist_ok=True)
    (kept.parent / ".gitignore").write_text("*\n")
    journal = Journal(name=name, done=False, entries=tuple(entries))
    _put(kept, journal)
    go_on(folder)


def go_on(folder: pathlib.Path) -> Journal:
    """
    Write what an apply has begun, from wherever it is.

    Raises:
        NothingToUndo: if none has begun.
        FilesChanged: if somebody has edited a file that is still to be written.
    """
    return _through(folder, back=False, force=False)


def undo(folder: pathlib.Path, *, force: bool = False) -> Journal:
    """
    Take back what the last apply has written, whether it got to its end or not.

    Raises:
        NothingToUndo: if there is none.
        FilesChanged: if somebody has edited a file since; `force` throws such edits away.
    """
    journal = _through(folder, back=True, force=force)
    shutil.rmtree(folder / FOLDER)
    return journal


def _through(folder: pathlib.Path, *, back: bool, force: bool) -> Journal:
    journal = read(folder)
    if journal is None:
        raise NothingToUndo(folder)
    edited = [
        entry.path
        for entry in journal.entries
        if _digest(_bytes(folder / entry.path)) not in (entry.before, entry.after)
    ]
    if edited and not force:
        remedy = (
            "Take those edits back, or throw them away with --force."
            if back
            else ("Put them back as they were, or take the step back with --undo --force.")
        )
        raise FilesChanged(edited, remedy)
    kept = folder / FOLDER
    for entry in journal.entries:
        digest = entry.before if back else entry.after
        _replace(folder, entry.path, _bytes(kept / "kept" / digest) if digest else None)
    done = Journal(name=journal.name, done=True, entries=journal.entries)
    if not back:
        _put(kept, done)
    return done


def _entry(kept: pathlib.Path, path: str, before: bytes | None, after: bytes | None) -> Entry:
    for side in (before, after):
        if side is not None:
            file = kept / "kept" / _digest(side)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(side)
    return Entry(path=path, before=_digest(before), after=_digest(after))


def _digest(said: bytes | None) -> str:
    return "" if said is None else sha256(said).hexdigest()


def _bytes(path: pathlib.Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _content(path: str, text: str) -> bytes:
    try:
        return content(path, text)
    except UnicodeEncodeError as exc:
        raise LetterNotInEncoding(path, exc) from exc


def _put(kept: pathlib.Path, journal: Journal) -> None:
    said = {
        "name": journal.name,
        "done": journal.done,
        "entries": [
            {"path": e.path, "before": e.before, "after": e.after} for e in journal.entries
        ],
    }
    _atomically(kept / "journal.json", (json.dumps(said, indent=1) + "\n").encode())


def _replace(folder: pathlib.Path, path: str, said: bytes | None) -> None:
    target = folder / path
    if said is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if _bytes(target) != said:
            _atomically(target, said)
        return
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _atomically(path: pathlib.Path, said: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, new)
    os.replace(new, path)

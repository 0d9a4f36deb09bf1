"""
Which files does a project have, and what do they say?
"""

import os
import pathlib
from dataclasses import dataclass, field

from wheelwright.extract.code.order import Texts
from wheelwright.extract.code.project_texts import is_skipped
from wheelwright.extract.code.templates import CONFIGURATION, FIXTURES, TEMPLATES
from wheelwright.extract.code.text import decode, encode

# Larger than any file that people write by hand.
LARGEST = 20_000_000
READ = (".py", *TEMPLATES, *FIXTURES, *CONFIGURATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """
    A project's files as they are on disk; texts are read once, when they are asked for.
    """

    folder: pathlib.Path
    paths: tuple[str, ...]
    _read: dict[str, str | None] = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        if path not in self._read:
            self._read[path] = self._decoded(path)
        return self._read[path]

    def texts(self) -> Texts:
        return Texts(paths=self.paths, read=self.text)

    def unreadable(self) -> tuple[str, ...]:
        """
        Code that is no text in the encoding that it names.
        """
        return tuple(p for p in self.paths if p.endswith(".py") and self.text(p) is None)

    def _decoded(self, path: str) -> str | None:
        try:
            content = (self.folder / path).read_bytes()
        except OSError:
            return None
        found = decode(content, python=path.endswith(".py"))
        return found.text if found else None


def files_of(folder: pathlib.Path) -> Files:
    """
    What is below a folder and may be the project's own text: no environments, no build, nothing behind links.
    """
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            n for n in folders if not is_skipped(n) and not _is_environment(where, n)
        )
        here = pathlib.Path(where)
        for name in names:
            path = here / name
            if name.endswith(READ) and not path.is_symlink() and path.stat().st_size <= LARGEST:
                found.append(path.relative_to(folder).as_posix())
    return Files(folder=folder, paths=tuple(sorted(found)))


def _is_environment(where: str, name: str) -> bool:
    return os.path.exists(os.path.join(where, name, "pyvenv.cfg"))


def content(path: str, text: str) -> bytes:
    """
    The bytes to write: in the encoding that the text itself names.

    Raises:
        UnicodeEncodeError: if that encoding has no such letter.
    """
    return encode(text, python=path.endswith(".py"))

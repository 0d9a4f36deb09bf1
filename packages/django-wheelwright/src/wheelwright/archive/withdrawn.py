"""
Which releases may no longer be installed anew, since when, and why?
"""

import dataclasses
import datetime as dt
import os
import pathlib
import re

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from wheelwright.archive.errors import ArchiveError

FILE = "withdrawn.txt"
HEADER = """\
# Releases that must not be installed anew: a constraints file for pip and uv (`-c`). Written by
# `wheelwright withdraw`. Nothing is deleted: their bytes stay in the archive and on the index, so
# that whoever runs one of them can be rehearsed on the way out of it. Entries are added, never changed.
"""
LINE = re.compile(
    r"(?P<package>[\w.-]+)!=(?P<version>\S+)\s+#\s*(?P<on>\d{4}-\d\d-\d\d): (?P<why>.+)"
)


class WithdrawnUnreadable(ArchiveError):
    """
    The file of withdrawn releases holds something else.
    """

    def __init__(self, path: str, line: str) -> None:
        super().__init__(path, line)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        return (
            f"{self.path} has a line that names no withdrawn release: {self.line!r}. "
            "Write it as: billing-app!=2.3.0  # 2026-11-21: why."
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """
    One withdrawn release.
    """

    package: str
    version: Version
    on: dt.date
    reason: str

    @property
    def constraint(self) -> str:
        """
        What keeps a resolver from choosing it.
        """
        return f"{self.package}!={self.version}"


def read(releases: pathlib.Path) -> tuple[Withdrawn, ...]:
    """
    Every withdrawn release of an archive, sorted; empty where none is.

    Raises:
        WithdrawnUnreadable: at the first line that is neither a comment nor an entry.
    """
    path = releases / FILE
    if not path.exists():
        return ()
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    entries = [_parse(line, path) for line in lines if line and not line.startswith("#")]
    return tuple(sorted(entries, key=_order))


def find(releases: pathlib.Path, package: str, version: Version) -> Withdrawn | None:
    """
    The entry of one release; None if it may be installed.
    """
    name = canonicalize_name(package)
    entries = (each for each in read(releases) if each.package == name and each.version == version)
    return next(entries, None)


def add(releases: pathlib.Path, entry: Withdrawn) -> None:
    """
    Write the entry beside the others, all or nothing.
    """
    entries = sorted((*read(releases), entry), key=_order)
    lines = (f"{each.constraint}  # {each.on}: {each.reason}\n" for each in entries)
    draft = releases / f".{FILE}.new"
    draft.write_text(HEADER + "".join(lines), encoding="utf-8")
    os.replace(draft, releases / FILE)


def _parse(line: str, path: pathlib.Path) -> Withdrawn:
    found = LINE.fullmatch(line)
    try:
        if not found:
            raise WithdrawnUnreadable(str(path), line)
        return Withdrawn(
            package=canonicalize_name(found["package"]),
            version=Version(found["version"]),
            on=dt.date.fromisoformat(found["on"]),
            reason=found["why"],
        )
    except (InvalidVersion, ValueError) as exc:
        raise WithdrawnUnreadable(str(path), line) from exc


def _order(entry: Withdrawn) -> tuple[str, Version]:
    return entry.package, entry.version

"""
Which bytes did a rehearsal refuse, and why? Kept beside the released ones, where every checkout reads it.
"""

import os
import pathlib
import re

from wheelwright.archive.errors import ArchiveError

FILE = "refused.txt"
HEADER = """\
# Wheels that failed their rehearsal and never become stable, by their SHA-256. Written by
# `wheelwright release`; commit it, so that no other checkout promotes them. Entries are added,
# never changed.
"""
LINE = re.compile(r"(?P<digest>[0-9a-f]{64})\s+(?P<wheel>\S+)\s+#\s*(?P<why>.+)")


class RefusedUnreadable(ArchiveError):
    """
    The file of refused wheels holds something else.
    """

    def __init__(self, path: str, line: str) -> None:
        super().__init__(path, line)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        return (
            f"{self.path} has a line that names no refused wheel: {self.line!r}. Take the file as it "
            "was committed: git checkout -- " + self.path
        )


def reason(releases: pathlib.Path, digest: str) -> str:
    """
    Why a rehearsal refused these bytes; empty if none did.

    Raises:
        RefusedUnreadable: at the first line that is neither a comment nor an entry.
    """
    return next((why for line, why in _read(releases).items() if line.startswith(digest)), "")


def add(releases: pathlib.Path, wheel: str, digest: str, why: str) -> pathlib.Path:
    """
    Keep for good that a rehearsal refused these bytes, all or nothing; the file it stands in.
    """
    entries = _read(releases) | {f"{digest}  {wheel}": " ".join(why.split())}
    releases.mkdir(parents=True, exist_ok=True)
    draft = releases / f".{FILE}.new"
    lines = (f"{line}  # {said}\n" for line, said in sorted(entries.items()))
    draft.write_text(HEADER + "".join(lines), encoding="utf-8")
    os.replace(draft, releases / FILE)
    return releases / FILE


def _read(releases: pathlib.Path) -> dict[str, str]:
    path = releases / FILE
    if not path.exists():
        return {}
    found = {}
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#"):
            entry = LINE.fullmatch(line)
            if entry is None:
                raise RefusedUnreadable(str(path), line)
            found[f"{entry['digest']}  {entry['wheel']}"] = entry["why"]
    return found

"""
Are the wheels of an archive the bytes that were released?
"""

import pathlib

from wheelwright.archive import provenance
from wheelwright.archive.build import sha256
from wheelwright.archive.errors import NotReleased, OtherThanReleased


def require(releases: pathlib.Path) -> None:
    """
    A folder without a record is no archive, only a folder of wheels; nothing is said of it.

    Raises:
        NotReleased: if a wheel of an archive has no record.
        OtherThanReleased: if one has other bytes than were recorded.
    """
    if (releases / provenance.FILE).exists():
        digests(releases)


def digests(releases: pathlib.Path) -> dict[str, str]:
    """
    The recorded SHA-256 of each wheel that is there, by file name.

    Raises:
        NotReleased: if a wheel has no record.
        OtherThanReleased: if one has other bytes than were recorded.
    """
    recorded = {origin.wheel: origin.sha256 for origin in provenance.read(releases)}
    found = {}
    for path in sorted(releases.glob("*.whl")):
        if path.name not in recorded:
            raise NotReleased(path.name, str(releases))
        digest = sha256(path)
        if digest != recorded[path.name]:
            raise OtherThanReleased(path.name, str(releases), recorded[path.name], digest)
        found[path.name] = digest
    return found

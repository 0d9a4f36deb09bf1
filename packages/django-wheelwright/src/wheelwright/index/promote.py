"""
How does a release get from staging to stable with the bytes that were rehearsed?
"""

import pathlib
from collections.abc import Sequence

from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from wheelwright.archive.build import sha256
from wheelwright.index import contents
from wheelwright.index.devpi import STABLE, STAGING, Devpi
from wheelwright.index.errors import IndexFailed, OtherBytes

type Release = tuple[str, Version]


def parse_release(text: str) -> Release:
    """
    `billing-app==2.3.1` as a name and a version.

    Raises:
        IndexFailed: if it is not one release.
    """
    package, _, version = text.partition("==")
    try:
        return canonicalize_name(package, validate=True), Version(version)
    except (ValueError, InvalidVersion) as exc:
        raise IndexFailed(f"{text!r} is not a release.", "Write it as billing-app==2.3.1.") from exc


def promote(
    devpi: Devpi,
    releases: Sequence[Release],
    *,
    archive: pathlib.Path | None = None,
    rehearsed: str | None = None,
) -> dict[str, str]:
    """
    Push releases from staging to stable and compare digests; answers them by file name.

    What the archive holds of them is what must be staged, and what must be on stable afterwards;
    so is the digest `rehearsed`, if it is given.

    Raises:
        IndexFailed: if staging has no such release, or devpi refuses.
        OtherBytes: if staging or stable serves other bytes.
    """
    staged = {release: _staged(devpi, release, archive) for release in releases}
    for name, digest in (item for files in staged.values() for item in files.items()):
        if rehearsed and digest != rehearsed:
            raise OtherBytes(name, STAGING, rehearsed, digest)
    waiting = [each for each in releases if staged[each] != _files(devpi, STABLE, each)]
    if waiting:
        pushes = [("push", f"{package}=={version}", STABLE) for package, version in waiting]
        devpi.client(("use", STAGING), *pushes)
    for (package, _), files in staged.items():
        contents.require(devpi.simple(STABLE), package, files)
    return {name: digest for files in staged.values() for name, digest in files.items()}


def _staged(devpi: Devpi, release: Release, archive: pathlib.Path | None) -> dict[str, str]:
    files = _files(devpi, STAGING, release)
    if not files:
        raise IndexFailed(
            f"{STAGING} has no {release[0]} {release[1]}.",
            "Publish it there first, and rehearse it.",
        )
    for name, digest in files.items():
        archived = archive / name if archive else None
        if archived and archived.exists() and sha256(archived) != digest:
            raise OtherBytes(name, STAGING, sha256(archived), digest)
    return files


def _files(devpi: Devpi, index: str, release: Release) -> dict[str, str]:
    package, version = release
    return {
        name: digest
        for name, digest in contents.digests(devpi.simple(index), package).items()
        if name.endswith(".whl") and parse_wheel_filename(name)[1] == version
    }

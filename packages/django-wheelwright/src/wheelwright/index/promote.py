"""
How does a release get from staging to stable with the bytes that were rehearsed?
"""

import types
from collections.abc import Mapping, Sequence

from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from wheelwright.index import contents
from wheelwright.index.devpi import STABLE, STAGING, Devpi
from wheelwright.index.errors import IndexFailed, NotRehearsed, OtherBytes

NOTHING: Mapping[str, str] = types.MappingProxyType({})
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
        raise IndexFailed(
            f"{text!r} is not a release.", f"Write it as {text.partition('=')[0] or 'NAME'}==2.3.1."
        ) from exc


def promote(
    devpi: Devpi,
    releases: Sequence[Release],
    *,
    archived: Mapping[str, str] = NOTHING,
    rehearsed: str | None = None,
) -> dict[str, str]:
    """
    Push releases from staging to stable and compare digests; answers them by file name.

    Only what a rehearsal let pass is pushed: what the archive records by file name (`archived`),
    or the digest `rehearsed`. Where both speak, both must agree.

    Raises:
        IndexFailed: if staging has no such release, or devpi refuses.
        NotRehearsed: if neither speaks of what is staged.
        OtherBytes: if staging or stable serves other bytes.
    """
    there = {release: staged(devpi, release) for release in releases}
    for name, digest in (item for files in there.values() for item in files.items()):
        known = [each for each in (archived.get(name), rehearsed) if each]
        if not known:
            raise NotRehearsed(name, digest)
        for each in known:
            if digest != each:
                raise OtherBytes(name, STAGING, each, digest)
    waiting = [each for each in releases if there[each] != _files(devpi, STABLE, each)]
    if waiting:
        pushes = [("push", f"{package}=={version}", STABLE) for package, version in waiting]
        devpi.as_promoter().client(("use", STAGING), *pushes)
    for (package, _), files in there.items():
        contents.require(devpi.simple(STABLE), package, files)
    return {name: digest for files in there.values() for name, digest in files.items()}


def staged(devpi: Devpi, release: Release) -> dict[str, str]:
    """
    The digests of a release's wheels on staging, by file name.

    Raises:
        IndexFailed: if staging has none.
    """
    files = _files(devpi, STAGING, release)
    if not files:
        raise IndexFailed(
            f"{STAGING} has no {release[0]} {release[1]}.",
            "Publish it there first, and rehearse it.",
        )
    return files


def _files(devpi: Devpi, index: str, release: Release) -> dict[str, str]:
    package, version = release
    return {
        name: digest
        for name, digest in contents.digests(devpi.simple(index), package).items()
        if name.endswith(".whl") and parse_wheel_filename(name)[1] == version
    }

"""
Which releases come before this one? Those of the archive, and those that stable serves besides.
"""

import dataclasses
import pathlib
from collections.abc import Iterator, Sequence

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from wheelwright.adapters import scratch
from wheelwright.archive import withdrawn
from wheelwright.archive.build import sha256
from wheelwright.errors import BadRequest
from wheelwright.index import fetch
from wheelwright.index.contents import File
from wheelwright.index.devpi import STABLE
from wheelwright.index.errors import OtherBytes
from wheelwright.release.errors import NoPredecessor


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """
    One older release; `usable` if it may still be installed anew.
    """

    version: Version
    wheel: pathlib.Path
    usable: bool


def older(
    package: str,
    version: Version,
    releases: pathlib.Path,
    stable: Sequence[File],
    *,
    index_url: str,
    out: pathlib.Path,
) -> tuple[Older, ...]:
    """
    The older releases of a package, newest first. What stable serves and the archive lacks, because
    a job released it that may not write here, is downloaded into `out`.

    Raises:
        OtherBytes: if stable serves other bytes than the archive holds.
        IndexFailed: if stable does not give what it lists.
        BadRequest: if a file of the archive is not named like a wheel.
    """
    archived = dict(_archived(package, version, releases))
    listed = {each: file for each, file in _listed(stable) if each < version}
    withdrawn_ones = {each.version for each in withdrawn.read(releases) if each.package == package}
    found = []
    for each in sorted(archived.keys() | listed.keys(), reverse=True):
        file = listed.get(each)
        path = archived.get(each)
        if path is not None and file is not None and sha256(path) != file.sha256:
            raise OtherBytes(path.name, STABLE, sha256(path), file.sha256)
        usable = each not in withdrawn_ones and not (file and file.yanked)
        if path is None and not usable:
            continue
        wheel = path or fetch.fetch(index_url, package, each, out=scratch.kept_beside_source(out))
        found.append(Older(version=each, wheel=wheel, usable=usable))
    return tuple(found)


def newest_usable(
    package: str,
    version: Version,
    releases: pathlib.Path,
    known: Sequence[Older],
    *,
    first: bool,
) -> pathlib.Path | None:
    """
    The wheel of the predecessor; None for a release that is said to be the first.

    Raises:
        NoPredecessor: if there is none, or only ones that are withdrawn or yanked.
        BadRequest: if `first` is not true.
    """
    usable = [each.wheel for each in known if each.usable]
    if usable and first:
        raise BadRequest(
            f"{package} {version} is not the first: {usable[0].name} was released before it.",
            "Leave --first out.",
        )
    if usable or first:
        return usable[0] if usable else None
    what = (
        f"Every release of {package} before {version} is withdrawn or yanked "
        f"({', '.join(str(each.version) for each in known)})."
        if known
        else f"{releases} holds no release of {package} before {version}, and stable serves none."
    )
    raise NoPredecessor(
        what,
        "Restore the archive from git, or say with --first that there is nothing to compare with.",
    )


def _listed(stable: Sequence[File]) -> Iterator[tuple[Version, File]]:
    for file in stable:
        if file.name.endswith(".whl"):
            yield parse_wheel_filename(file.name)[1], file


def _archived(
    package: str, version: Version, releases: pathlib.Path
) -> list[tuple[Version, pathlib.Path]]:
    found = []
    for path in sorted(releases.glob("*.whl")):
        try:
            name, released, _, _ = parse_wheel_filename(path.name)
        except InvalidWheelFilename as exc:
            raise BadRequest(f"{path} is not named like a wheel.", "Restore it from git.") from exc
        if name == canonicalize_name(package) and released < version:
            found.append((released, path))
    return found

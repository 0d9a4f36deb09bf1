"""
Which release comes before this one? The newest older one that may still be installed.
"""

import pathlib
from collections.abc import Sequence

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from wheelwright.archive import withdrawn
from wheelwright.errors import BadRequest
from wheelwright.index.contents import File
from wheelwright.release.errors import NoPredecessor


def newest_usable(
    package: str, version: Version, releases: pathlib.Path, stable: Sequence[File], *, first: bool
) -> pathlib.Path | None:
    """
    The archived wheel of the predecessor; None for a release that is said to be the first.

    Raises:
        NoPredecessor: if there is none, or only ones that are withdrawn or yanked.
        BadRequest: if a file of the archive is not named like a wheel, or `first` is not true.
    """
    older = sorted(_older(package, version, releases), reverse=True)
    yanked = {file.name for file in stable if file.yanked}
    unusable = {each.version for each in withdrawn.read(releases) if each.package == package}
    usable = [path for each, path in older if each not in unusable and path.name not in yanked]
    if usable and first:
        raise BadRequest(
            f"{package} {version} is not the first: {usable[0].name} was released before it.",
            "Leave --first out.",
        )
    if usable or first:
        return usable[0] if usable else None
    what = (
        f"Every release of {package} before {version} is withdrawn or yanked "
        f"({', '.join(str(each) for each, _ in older)})."
        if older
        else f"{releases} holds no release of {package} before {version}."
    )
    raise NoPredecessor(
        what,
        "Restore the archive from git, or say with --first that there is nothing to compare with.",
    )


def _older(
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

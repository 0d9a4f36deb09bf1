"""
Which cells does an archive of releases call for? Every older release to the newest one.
"""

import dataclasses
import itertools
import pathlib
import zipfile
from collections.abc import Collection, Iterable, Sequence

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from wheelwright.archive import intact
from wheelwright.errors import BadRequest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """
    One wheel of the archive.
    """

    package: str
    version: Version
    wheel: pathlib.Path


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """
    One cell of the matrix; an empty Python or Django means the default.
    """

    package: str
    old: pathlib.Path
    new: pathlib.Path
    old_version: str
    new_version: str
    python: str = ""
    django: str = ""


def read(folder: pathlib.Path) -> tuple[Released, ...]:
    """
    The wheels of a folder that hold a Django app; others have no database to upgrade.

    Raises:
        BadRequest: if there is no such folder or a file in it is not a wheel.
        ArchiveError: if it is an archive, and a wheel in it is not as released.
    """
    if not folder.is_dir():
        raise BadRequest(f"There is no folder {folder}.", "Name the archive of released wheels.")
    intact.require(folder)
    return with_apps(sorted(folder.glob("*.whl")))


def with_apps(wheels: Sequence[pathlib.Path]) -> tuple[Released, ...]:
    """
    Those of some wheels that hold a Django app.

    Raises:
        BadRequest: if one is no readable wheel.
    """
    return tuple(_released(path) for path in wheels if _has_app(path))


def read_files(wheels: Sequence[pathlib.Path]) -> tuple[Released, ...]:
    """
    The same of wheels that are named one by one.

    Raises:
        BadRequest: if one is no wheel, or holds no Django app.
    """
    for path in wheels:
        if path.suffix == ".whl" and not _has_app(path):
            raise BadRequest(f"{path} holds no Django app.", "Name wheels that have one.")
    return tuple(_released(path) for path in wheels)


def only(releases: Sequence[Released], packages: Sequence[str]) -> tuple[Released, ...]:
    """
    The releases of the named packages; all, if none is named.

    Raises:
        BadRequest: if a named package was never released.
    """
    known = {release.package for release in releases}
    wanted = {canonicalize_name(name) for name in packages}
    for name in sorted(wanted - known):
        raise BadRequest(
            f"No release of {name} is in the archive.",
            f"There are: {', '.join(sorted(known))}.",
        )
    return tuple(release for release in releases if not wanted or release.package in wanted)


def _released(path: pathlib.Path) -> Released:
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
    except InvalidWheelFilename as exc:
        raise BadRequest(f"{path} is not named like a wheel.", "Build it again.") from exc
    return Released(package=name, version=version, wheel=path)


def _has_app(path: pathlib.Path) -> bool:
    try:
        with zipfile.ZipFile(path) as wheel:
            return any(n.count("/") == 1 and n.endswith("/apps.py") for n in wheel.namelist())
    except zipfile.BadZipFile as exc:
        raise BadRequest(f"{path} is not a readable wheel.", "Restore it from git.") from exc


def matrix(
    releases: Iterable[Released],
    candidates: Iterable[Released] = (),
    *,
    packages: Sequence[str] = (),
    pythons: Sequence[str] = ("",),
    djangos: Sequence[str] = ("",),
    withdrawn: Collection[tuple[str, Version]] = (),
) -> tuple[Planned, ...]:
    """
    For each package its older releases to its candidate, else to its newest release.

    Nobody upgrades to a withdrawn release; whoever runs one still needs the way out of it.

    Raises:
        BadRequest: if a named package was never released.
    """
    archive = tuple(releases)
    wanted = {release.package for release in only(archive, packages)}
    usable = (each for each in archive if (each.package, each.version) not in withdrawn)
    newest = _newest(usable) | _newest(candidates)
    return tuple(
        Planned(
            package=old.package,
            old=old.wheel,
            new=newest[old.package].wheel,
            old_version=str(old.version),
            new_version=str(newest[old.package].version),
            python=python,
            django=django,
        )
        for old in sorted(archive, key=lambda release: (release.package, release.version))
        for python, django in itertools.product(pythons or ("",), djangos or ("",))
        if old.package in wanted
        and old.package in newest
        and old.version < newest[old.package].version
    )


def _newest(releases: Iterable[Released]) -> dict[str, Released]:
    found: dict[str, Released] = {}
    for release in releases:
        if release.package not in found or found[release.package].version < release.version:
            found[release.package] = release
    return found

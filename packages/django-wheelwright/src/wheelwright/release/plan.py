"""
What is released, from where, to where, and after which releases? Read once, before the first step.
"""

import dataclasses
import datetime as dt
import pathlib
from collections.abc import Iterable

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

from wheelwright.archive import backend, intact, source, withdrawn
from wheelwright.archive.source import Package
from wheelwright.errors import BadRequest
from wheelwright.index import contents
from wheelwright.index.devpi import STABLE, Devpi
from wheelwright.rehearse import matrix as archive_plan
from wheelwright.rehearse.order import Order
from wheelwright.release import git
from wheelwright.release.errors import NotReady
from wheelwright.release.predecessor import Older, newest_usable, older


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """
    How the staged wheel is to be rehearsed: `order` lacks nothing but its two releases.
    """

    order: Order
    postgres: str | None
    jobs: int
    faithful: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    One release. `root` is the repository, the package's folder is relative to it; `predecessor`
    is None for a first release; `vouched` is the digest somebody else rehearsed.
    """

    root: pathlib.Path
    package: Package
    version: Version
    releases: pathlib.Path
    work: pathlib.Path
    index: Devpi
    predecessor: pathlib.Path | None
    supported: tuple[archive_plan.Released, ...]
    rehearsal: Rehearsal
    vouched: str | None
    commits: bool
    today: dt.date

    @property
    def name(self) -> str:
        return f"{self.package.name} {self.version}"

    @property
    def folder(self) -> pathlib.Path:
        return self.package.folder

    def served(self, index: str) -> str | None:
        """
        The digest of the wheel an index serves under this release's name; None if it has none.
        """
        listed = contents.digests(self.index.simple(index), self.package.name)
        return listed.get(self.package.wheel_name)


def make(
    package: Package,
    *,
    root: pathlib.Path,
    cwd: pathlib.Path,
    releases: pathlib.Path,
    index: Devpi,
    first: bool,
    supported: SpecifierSet,
    rehearsal: Rehearsal,
    vouched: str | None,
    commits: bool,
    today: dt.date,
) -> Plan:
    """
    Look at repository, archive and index.

    Raises:
        NotReady: if the package is not committed, or its version cannot be released.
        NoPredecessor: if there is nothing to compare with and nobody said that it is the first.
        IndexFailed: if the index does not answer.
        OtherBytes: if stable serves other bytes than the archive holds.
        ArchiveError: if a wheel of the archive is not as released.
    """
    git.require_committed(package.folder, root=root)
    version = _version(package)
    _require_exact_back_end(package, root)
    if entry := withdrawn.find(releases, package.name, version):
        raise NotReady(
            f"{package.name} {version} was withdrawn on {entry.on}: {entry.reason}.",
            "A version is not released twice: give the package its next one.",
        )
    if releases.is_dir():
        intact.require(releases)
    work = cwd.absolute() / ".work" / "release"
    known = older(
        package.name,
        version,
        releases,
        contents.files(index.simple(STABLE), package.name),
        index_url=index.simple(STABLE),
        out=work / "stable",
    )
    return Plan(
        root=root,
        package=package,
        version=version,
        releases=releases.absolute(),
        work=work,
        index=index,
        predecessor=newest_usable(package.name, version, releases, known, first=first),
        supported=tuple(_supported(known, supported)),
        rehearsal=rehearsal,
        vouched=vouched,
        commits=commits,
        today=today,
    )


def find_package(wanted: str, *, cwd: pathlib.Path, root: pathlib.Path) -> Package:
    """
    The package of a folder, or of a name below `packages/`; its folder relative to the repository.

    Raises:
        BadRequest: if there is none.
        NotReady: if `wanted` names another version than it has.
    """
    name, _, version = wanted.partition("==")
    for folder in (cwd / name, cwd / "packages" / name):
        if (folder / "pyproject.toml").is_file():
            package = source.read_package(folder)
            if version and version != package.version:
                raise NotReady(
                    f"{folder.relative_to(cwd)} is {package.name} {package.version}, not {version}.",
                    "Check out the commit that is to be released, or leave the version out.",
                )
            inside = folder.resolve().relative_to(root.resolve())
            return dataclasses.replace(package, folder=inside)
    raise BadRequest(
        f"There is no package {name}: neither a folder {name} nor packages/{name} holds a "
        "pyproject.toml.",
        "Name a folder of this repository, or a package below packages/.",
    )


def _require_exact_back_end(package: Package, root: pathlib.Path) -> None:
    # Beside this tool the installed one is the exact one; from an index only a pin is.
    folder = root / package.folder
    loose = () if backend.is_here(folder) else backend.unpinned(folder)
    if loose:
        raise NotReady(
            f"{package.name} is built with {', '.join(loose)}, whatever version an index offers that "
            "day: its wheel could not be made again bit for bit.",
            f"Pin it in [build-system] of {package.folder / 'pyproject.toml'}, for example "
            f'requires = ["{Requirement(loose[0]).name}==1.2.3"], and commit that.',
        )


def _version(package: Package) -> Version:
    try:
        version = Version(package.version)
    except InvalidVersion as exc:
        raise NotReady(
            f"{package.name} has the version {package.version!r}, which is not one (PEP 440).",
            "Write it as 2.4.0 in its pyproject.toml, and commit that.",
        ) from exc
    if str(version) != package.version:
        raise NotReady(
            f"{package.name} writes its version as {package.version}; installers write {version}.",
            f"Write {version} in its pyproject.toml, and commit that.",
        )
    if version.is_devrelease or version.local:
        raise NotReady(
            f"{package.name} {version} is a version for work in progress.",
            f"Set the final one, for example {version.base_version}, and commit that.",
        )
    return version


def _supported(known: Iterable[Older], supported: SpecifierSet) -> Iterable[archive_plan.Released]:
    # Withdrawn ones as well: whoever still runs one needs the way out of it most.
    chosen = [each for each in known if supported.contains(each.version, prereleases=True)]
    found = archive_plan.with_apps([each.wheel for each in chosen])
    return sorted(found, key=lambda each: each.version)

"""
Which release is a candidate compared with, and which other packages' releases are known?
"""

import pathlib
import re
import zipfile
from collections.abc import Iterator

from packaging.utils import canonicalize_name
from packaging.version import Version

from wheelwright.adapters.uv import Sources
from wheelwright.archive import withdrawn
from wheelwright.compare.errors import NoPredecessor, NotNewer, WithdrawnPredecessor
from wheelwright.index import contents
from wheelwright.index.fetch import fetch
from wheelwright.surface import wheel
from wheelwright.surface.errors import UnreadableWheel
from wheelwright.surface.promises import Sibling

MIGRATION = re.compile(r"(?:^|/)([^/]+)/migrations/(?!__init__)(\w+)\.py$")
FIRST = "For a first release there is nothing to compare with."


def find(
    new: pathlib.Path,
    *,
    releases: pathlib.Path | None,
    index: Sources,
    stable: str | None,
    scratch: pathlib.Path,
) -> pathlib.Path:
    """
    The newest release before `new` that may still be installed: of the archive and of `stable`, an
    index that was named for it; where neither has one, of the index that installs come from.

    Raises:
        NoPredecessor: if there is none.
    """
    package, version = wheel.version_of(new)
    archived = _archived(package, version, releases)
    usable = [path for path, reason in archived if not reason]
    newest = wheel.version_of(usable[0])[1] if usable else None
    if stable and (published := _newest(package, version, stable)):
        is_withdrawn = releases is not None and withdrawn.find(releases, package, published)
        if not is_withdrawn and (newest is None or published > newest):
            return fetch(stable, package, published, out=scratch)
    if usable:
        return usable[0]
    if archived:
        path, reason = archived[0]
        raise NoPredecessor(
            f"Every release of {package} before {version} was withdrawn; of {path.name}: {reason}.",
            "Name the wheel to compare with.",
        )
    if index.index_url:
        return _published(package, version, index.index_url, scratch)
    raise NoPredecessor(
        f"{releases or 'No archive'} has no release of {package} before {version}.",
        f"Name its predecessor's wheel, or the archive with --releases. {FIRST}",
    )


def require_usable(old: pathlib.Path, new: pathlib.Path, releases: pathlib.Path | None) -> None:
    """
    Raises:
        NotNewer: if `new` is not a later release of the same package.
        WithdrawnPredecessor: if `old` was withdrawn.
    """
    package, before = wheel.version_of(old)
    other, after = wheel.version_of(new)
    if package != other:
        raise NotNewer(
            f"{old.name} and {new.name} are two packages.", "Name two releases of one package."
        )
    if after <= before:
        raise NotNewer(f"{new.name} is not newer than {old.name}.", "Name the older wheel first.")
    entry = withdrawn.find(releases, package, before) if releases else None
    if entry:
        raise WithdrawnPredecessor(
            f"{package} {before} was withdrawn on {entry.on}: {entry.reason}.",
            "Compare with the release before it, which is what hosts run.",
        )


def siblings(package: str, releases: pathlib.Path | None) -> tuple[Sibling, ...]:
    """
    What the archive's other packages ship, release by release.
    """
    found = []
    for path in sorted(releases.glob("*.whl")) if releases else ():
        name, version = wheel.version_of(path)
        if name != package:
            names = _names(path)
            found.append(
                Sibling(
                    package=name,
                    version=str(version),
                    migrations=frozenset((m[1], m[2]) for n in names if (m := MIGRATION.search(n))),
                    modules=frozenset(
                        n.split("/")[-2] for n in names if n.endswith(("/apps.py", "/__init__.py"))
                    ),
                )
            )
    return tuple(found)


def _archived(
    package: str, version: Version, releases: pathlib.Path | None
) -> list[tuple[pathlib.Path, str]]:
    """
    Its older releases, newest first, each with the reason if it was withdrawn.
    """
    if releases is None or not releases.is_dir():
        return []
    older = sorted(_older(package, version, releases), reverse=True)
    final = [pair for pair in older if not pair[0].is_prerelease] or older
    return [
        (path, entry.reason if (entry := withdrawn.find(releases, package, each)) else "")
        for each, path in final
    ]


def _older(
    package: str, version: Version, releases: pathlib.Path
) -> Iterator[tuple[Version, pathlib.Path]]:
    for path in releases.glob(f"{package.replace('-', '_')}-*.whl"):
        name, each = wheel.version_of(path)
        if name == package and each < version:
            yield each, path


def _published(
    package: str, version: Version, index_url: str, scratch: pathlib.Path
) -> pathlib.Path:
    listed = [
        (wheel.version_of(pathlib.Path(file.name))[1], file)
        for file in contents.files(index_url, canonicalize_name(package))
        if file.name.endswith(".whl")
    ]
    older = [(each, file) for each, file in listed if each < version and not each.is_prerelease]
    usable = [each for each, file in older if not file.yanked]
    if usable:
        return fetch(index_url, package, max(usable), out=scratch)
    what = f"Every release of {package} before {version} is yanked" if older else ""
    raise NoPredecessor(
        f"{what or f'The index has no release of {package} before {version}'}.",
        f"Name its predecessor's wheel. {FIRST}",
    )


def _newest(package: str, version: Version, index_url: str) -> Version | None:
    listed = (
        (wheel.version_of(pathlib.Path(file.name))[1], file.yanked)
        for file in contents.files(index_url, canonicalize_name(package))
        if file.name.endswith(".whl")
    )
    usable = (v for v, yanked in listed if v < version and not v.is_prerelease and not yanked)
    return max(usable, default=None)


def _names(path: pathlib.Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError) as exc:
        raise UnreadableWheel(
            f"{path.name} cannot be read: {exc}.", "Restore it from git."
        ) from exc

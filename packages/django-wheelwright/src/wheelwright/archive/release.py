"""
How does a commit become an archived release, and how is the archive checked?
"""

import pathlib
import shutil
import tempfile
from collections.abc import Callable

from wheelwright.archive import build, provenance, source
from wheelwright.archive.errors import AlreadyReleased, NotReproduced
from wheelwright.archive.provenance import Origin


def archive(
    folder: pathlib.Path, releases: pathlib.Path, *, revision: str, cwd: pathlib.Path
) -> Origin:
    """
    Build `folder` at `revision` and keep the wheel; archiving the same bytes again changes nothing.

    Raises:
        AlreadyReleased: if other bytes were released under this version.
    """
    commit = source.commit_of(revision, cwd=cwd)
    known = {origin.wheel: origin for origin in provenance.read(releases)}
    with tempfile.TemporaryDirectory(prefix="wheelwright-archive-") as scratch:
        wheel = build.build_commit(commit, folder, pathlib.Path(scratch), cwd=cwd)
        digest = build.sha256(wheel)
        if wheel.name in known:
            if known[wheel.name].sha256 != digest:
                raise AlreadyReleased(wheel.name, known[wheel.name].sha256, digest)
            return known[wheel.name]
        return keep(wheel, folder, releases, commit=commit, cwd=cwd)


def keep(
    wheel: pathlib.Path,
    folder: pathlib.Path,
    releases: pathlib.Path,
    *,
    commit: str,
    cwd: pathlib.Path,
) -> Origin:
    """
    Put a wheel that was built from a commit into the archive, and record where it came from.
    """
    releases.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(wheel, releases / wheel.name)
    origin = Origin(
        wheel=wheel.name,
        folder=folder.as_posix(),
        commit=commit,
        epoch=source.commit_time(commit, cwd=cwd),
        sha256=build.sha256(wheel),
    )
    others = tuple(each for each in provenance.read(releases) if each.wheel != wheel.name)
    provenance.write(releases, (*others, origin))
    return origin


def verify(
    releases: pathlib.Path, *, cwd: pathlib.Path, rebuilt: Callable[[Origin], None]
) -> tuple[Origin, ...]:
    """
    Rebuild every archived wheel from its commit and compare bytes; `rebuilt` hears of each.

    Raises:
        NotReproduced: at the first wheel that differs from its record, is unrecorded or missing.
    """
    origins = provenance.read(releases)
    recorded = {origin.wheel: origin for origin in origins}
    for path in sorted(releases.glob("*.whl")):
        if path.name not in recorded:
            raise NotReproduced(path.name, "a record in provenance.toml", build.sha256(path))
    for origin in origins:
        path = releases / origin.wheel
        found = build.sha256(path) if path.exists() else "no file"
        if found != origin.sha256:
            raise NotReproduced(origin.wheel, origin.sha256, found)
        with tempfile.TemporaryDirectory(prefix="wheelwright-verify-") as scratch:
            folder = pathlib.Path(origin.folder)
            again = build.build_commit(origin.commit, folder, pathlib.Path(scratch), cwd=cwd)
            if build.sha256(again) != origin.sha256:
                raise NotReproduced(f"{origin.wheel}, rebuilt,", origin.sha256, build.sha256(again))
        rebuilt(origin)
    return origins


def build_candidate(
    folder: pathlib.Path, out: pathlib.Path, releases: pathlib.Path, *, cwd: pathlib.Path
) -> pathlib.Path:
    """
    Build the working tree's package into `out`; a released version must come out unchanged.

    Raises:
        AlreadyReleased: if the tree differs from the release whose version it still carries.
    """
    package = source.read_package(cwd / folder)
    known = {origin.wheel: origin for origin in provenance.read(releases)}
    released = known.get(package.wheel_name)
    epoch = released.epoch if released else source.commit_time("HEAD", cwd=cwd)
    wheel = build.build_working_tree(folder, out, cwd=cwd, epoch=epoch)
    if released and build.sha256(wheel) != released.sha256:
        digest = build.sha256(wheel)
        wheel.unlink()
        raise AlreadyReleased(package.wheel_name, released.sha256, digest)
    return wheel

"""
How do wheels get to staging, and from there to stable, with the same bytes?
"""

import os
import pathlib
import subprocess
from collections.abc import Sequence

from packaging.utils import parse_wheel_filename

from wheelwright.archive.build import sha256
from wheelwright.index import contents
from wheelwright.index.devpi import PUBLISHER, STABLE, STAGING, Devpi
from wheelwright.index.errors import IndexFailed, OtherBytes

type Release = tuple[str, str]


def publish(
    devpi: Devpi, wheels: Sequence[pathlib.Path], *, index: str = STAGING
) -> frozenset[str]:
    """
    Upload wheels with one call of twine; answers the names of those that were new there.

    Raises:
        OtherBytes: if the index has one of these files with other contents; nothing is uploaded.
        IndexFailed: if twine or the index refuses.
    """
    new = [wheel for wheel in wheels if not _is_there(devpi, wheel, index)]
    if not new:
        return frozenset()
    done = subprocess.run(
        [
            *(devpi.programs / "twine", "upload", "--non-interactive", "--disable-progress-bar"),
            *("--repository-url", f"{devpi.url}/{index}/"),
            *new,
        ],
        # By environment: a command line is readable by every process of the machine.
        env={
            **os.environ,
            "TWINE_USERNAME": PUBLISHER,
            "TWINE_PASSWORD": devpi.passwords[PUBLISHER],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines() or ["no output"]
        raise IndexFailed(
            f"twine could not upload to {index}: {said[-1]}",
            "Run it again once that is mended: what arrived is not sent twice.",
        )
    for wheel in new:
        _require_same(devpi, index, _package(wheel), wheel.name, sha256(wheel))
    return frozenset(wheel.name for wheel in new)


def promote(devpi: Devpi, releases: Sequence[Release]) -> dict[str, str]:
    """
    Push releases from staging to stable and compare digests; answers them by file name.

    Raises:
        IndexFailed: if staging has no such release, or devpi refuses.
        OtherBytes: if stable then serves other bytes.
    """
    staged: dict[Release, dict[str, str]] = {}
    for release in releases:
        staged[release] = _files(devpi, STAGING, *release)
        if not staged[release]:
            raise IndexFailed(
                f"{STAGING} has no {release[0]} {release[1]}.",
                "Publish it there first, and rehearse it.",
            )
    waiting = [each for each in releases if staged[each] != _files(devpi, STABLE, *each)]
    if waiting:
        pushes = [("push", f"{package}=={version}", STABLE) for package, version in waiting]
        devpi.client(PUBLISHER, ("use", STAGING), *pushes)
    for (package, _), files in staged.items():
        for name, digest in files.items():
            _require_same(devpi, STABLE, package, name, digest)
    return {name: digest for files in staged.values() for name, digest in files.items()}


def _package(wheel: pathlib.Path) -> str:
    return str(parse_wheel_filename(wheel.name)[0])


def _is_there(devpi: Devpi, wheel: pathlib.Path, index: str) -> bool:
    ours = sha256(wheel)
    theirs = contents.digests(devpi.simple(index), _package(wheel)).get(wheel.name)
    if theirs and theirs != ours:
        raise OtherBytes(wheel.name, index, ours, theirs)
    return bool(theirs)


def _files(devpi: Devpi, index: str, package: str, version: str) -> dict[str, str]:
    listed = contents.digests(devpi.simple(index), package)
    return {
        name: digest
        for name, digest in listed.items()
        if name.endswith(".whl") and str(parse_wheel_filename(name)[1]) == version
    }


def _require_same(devpi: Devpi, index: str, package: str, name: str, digest: str) -> None:
    served = contents.digests(devpi.simple(index), package).get(name, "nothing")
    if served != digest:
        raise OtherBytes(name, index, digest, served)

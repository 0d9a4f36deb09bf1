"""
How do wheels get to staging, once and unchanged?
"""

import os
import pathlib
import subprocess
from collections.abc import Sequence

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from wheelwright.archive.build import sha256
from wheelwright.index import contents, safe
from wheelwright.index.devpi import STAGING, Devpi
from wheelwright.index.errors import IndexFailed, OtherBytes


def publish(
    devpi: Devpi,
    wheels: Sequence[pathlib.Path],
    *,
    index: str = STAGING,
    archive: pathlib.Path | None = None,
) -> frozenset[str]:
    """
    Upload wheels with one call of twine; answers the names of those that were new there. What other
    packages of the `archive` bring, and these wheels themselves, is theirs.

    Raises:
        UnsafeWheel: if one holds a file that has no place in it; nothing is uploaded.
        OtherBytes: if the index has one of these files with other contents; nothing is uploaded.
        IndexFailed: if one of them is no wheel, or twine or the index refuses.
    """
    new = [wheel for wheel in wheels if not _is_there(devpi, wheel, index)]
    if not new:
        return frozenset()
    others = safe.brought((*wheels, *(sorted(archive.glob("*.whl")) if archive else ())))
    for wheel in new:
        safe.require_safe(wheel, others)
    done = subprocess.run(
        [
            *(devpi.programs / "twine", "upload", "--non-interactive", "--disable-progress-bar"),
            *("--repository-url", f"{devpi.url}/{index}/"),
            *new,
        ],
        # By environment: a command line is readable by every process of the machine.
        env={**os.environ, "TWINE_USERNAME": devpi.user, "TWINE_PASSWORD": devpi.password},
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
        contents.require(devpi.simple(index), _package(wheel), {wheel.name: sha256(wheel)})
    return frozenset(wheel.name for wheel in new)


def _package(wheel: pathlib.Path) -> str:
    try:
        return str(parse_wheel_filename(wheel.name)[0])
    except InvalidWheelFilename as exc:
        raise IndexFailed(
            f"{wheel.name} is not a wheel.", "Name wheels that `make build` or the archive made."
        ) from exc


def _is_there(devpi: Devpi, wheel: pathlib.Path, index: str) -> bool:
    ours = sha256(wheel)
    theirs = contents.digests(devpi.simple(index), _package(wheel)).get(wheel.name)
    if theirs and theirs != ours:
        raise OtherBytes(wheel.name, index, ours, theirs)
    return bool(theirs)

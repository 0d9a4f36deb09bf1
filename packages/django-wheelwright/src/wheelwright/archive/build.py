"""
How does a package folder become a wheel whose bytes depend on nothing but its source?
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from wheelwright.archive import backend, source
from wheelwright.archive.errors import BuildFailed


def sha256(path: pathlib.Path) -> str:
    """
    The hex digest of a file.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_folder(folder: pathlib.Path, out: pathlib.Path, *, epoch: int) -> pathlib.Path:
    """
    Build a clean package folder into `out` with `python -m build` and the back end it requires.

    `epoch` is SOURCE_DATE_EPOCH, in seconds (reproducible-builds.org).

    Raises:
        BuildFailed: with the end of the back end's log.
    """
    package = source.read_package(folder)
    # The back end beside this tool is pinned by hash; one from an index is only as exact as the package asks.
    apart = [] if backend.is_here(folder) else ["--installer", "uv"]
    with tempfile.TemporaryDirectory(prefix="wheelwright-build-") as scratch:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "build",
                "--wheel",
                *(apart or ["--no-isolation"]),
                "--outdir",
                scratch,
                ".",
            ],
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=False,
            umask=0o022,
        )
        # Back ends spell a name with capitals or dots in different ways; installers read all of them.
        built = sorted(pathlib.Path(scratch).glob("*-py3-none-any.whl"))
        if done.returncode or not built:
            raise BuildFailed(f"{package.name} {package.version}", done.stdout + done.stderr)
        out.mkdir(parents=True, exist_ok=True)
        # Copied beside its target and renamed: an interrupted build leaves no half a wheel.
        partial = out / f".{package.wheel_name}.partial"
        shutil.copyfile(built[0], partial)
        return partial.rename(out / package.wheel_name)


def build_commit(
    revision: str, folder: pathlib.Path, out: pathlib.Path, *, cwd: pathlib.Path
) -> pathlib.Path:
    """
    Build a package as it was at a commit.
    """
    with tempfile.TemporaryDirectory(prefix="wheelwright-source-") as scratch:
        clean = source.unpack_commit(revision, folder, pathlib.Path(scratch), cwd=cwd)
        return build_folder(clean, out, epoch=source.commit_time(revision, cwd=cwd))


def build_working_tree(
    folder: pathlib.Path, out: pathlib.Path, *, cwd: pathlib.Path, epoch: int
) -> pathlib.Path:
    """
    Build a package as it stands in the working tree: a candidate.
    """
    with tempfile.TemporaryDirectory(prefix="wheelwright-source-") as scratch:
        clean = source.copy_tree(folder, pathlib.Path(scratch), cwd=cwd)
        return build_folder(clean, out, epoch=epoch)

"""
Which package is this, and what did its folder look like at a commit?
"""

import dataclasses
import io
import pathlib
import subprocess
import tarfile
import tomllib

from packaging.utils import canonicalize_name

from wheelwright.archive.errors import GitFailed, PackageNotFound


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """
    A package's name, version and folder, as its pyproject.toml states them.
    """

    name: str
    version: str
    folder: pathlib.Path

    @property
    def wheel_name(self) -> str:
        """
        The file name of its pure-Python wheel (PyPA, binary distribution format).
        """
        name = canonicalize_name(self.name).replace("-", "_")
        return f"{name}-{self.version}-py3-none-any.whl"


def read_package(folder: pathlib.Path) -> Package:
    """
    Read a package folder.

    Raises:
        PackageNotFound: if it has no readable name and version.
    """
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return Package(name=project["name"], version=project["version"], folder=folder)
    except (OSError, KeyError, tomllib.TOMLDecodeError) as exc:
        raise PackageNotFound(str(folder)) from exc


def git(*words: str, cwd: pathlib.Path, what: str) -> bytes:
    """
    What git answers; `what` completes the sentence "git could not …".

    Raises:
        GitFailed: with git's own words.
    """
    done = subprocess.run(
        ["git", *words],
        cwd=cwd,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise GitFailed(what, done.stderr.decode(errors="replace"))
    return done.stdout


def commit_of(revision: str, *, cwd: pathlib.Path) -> str:
    """
    The full commit id behind a revision.
    """
    words = ("rev-parse", "--verify", f"{revision}^{{commit}}")
    return git(*words, cwd=cwd, what=f"find {revision}").decode().strip()


def commit_time(revision: str, *, cwd: pathlib.Path) -> int:
    """
    The committer time of a revision in seconds since the epoch: a build's SOURCE_DATE_EPOCH.
    """
    words = ("show", "-s", "--format=%ct", revision)
    return int(git(*words, cwd=cwd, what=f"date {revision}").decode())


def unpack_commit(
    revision: str, folder: pathlib.Path, target: pathlib.Path, *, cwd: pathlib.Path
) -> pathlib.Path:
    """
    Write `folder` (relative to the repository) as it was at `revision` below `target`.

    A checkout's file modes depend on its owner's umask and end up in the wheel; the tar filter
    normalises them, so two people building one commit get the same bytes.
    """
    tar = git(
        "archive",
        "--format=tar",
        revision,
        folder.as_posix(),
        cwd=cwd,
        what=f"read {folder} at {revision}",
    )
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        archive.extractall(target, filter="data")
    return target / folder


def copy_tree(folder: pathlib.Path, target: pathlib.Path, *, cwd: pathlib.Path) -> pathlib.Path:
    """
    Write the working tree's tracked and new files of `folder` below `target`, modes normalised.
    """
    words = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", str(folder))
    listed = git(*words, cwd=cwd, what=f"list the files of {folder}").decode().split("\0")
    for name in filter(None, listed):
        source = cwd / name
        if not source.is_file():
            continue
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
        copy.chmod(0o755 if source.stat().st_mode & 0o100 else 0o644)
    return target / folder

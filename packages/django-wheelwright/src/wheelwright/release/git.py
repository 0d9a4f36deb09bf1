"""
What does a release ask of git, and how does it commit without disturbing the working tree?
"""

import pathlib
from collections.abc import Callable

from wheelwright.adapters import scratch
from wheelwright.archive.source import git
from wheelwright.release.errors import NotReady


def top(folder: pathlib.Path) -> pathlib.Path:
    """
    The repository a folder is in.
    """
    said = git("rev-parse", "--show-toplevel", cwd=folder, what=f"find the repository of {folder}")
    return pathlib.Path(said.decode().strip())


def require_committed(folder: pathlib.Path, *, root: pathlib.Path) -> None:
    """
    Raises:
        NotReady: if the folder differs from its last commit, or the clone lacks old commits.
    """
    if git("rev-parse", "--is-shallow-repository", cwd=root, what="look").strip() == b"true":
        raise NotReady(
            "This clone is shallow: the commit a wheel must be built from may not be in it.",
            "Run `git fetch --unshallow` first.",
        )
    words = ("status", "--porcelain", "--untracked-files=all", "--", folder.as_posix())
    changed = git(*words, cwd=root, what=f"look at {folder}").decode().splitlines()
    if changed:
        raise NotReady(
            f"{folder} holds what is not committed: {changed[0][3:]}"
            + f" and {len(changed) - 1} more" * (len(changed) > 1)
            + ".",
            "A release is built from a commit. Commit it, or put it aside.",
        )


def last_commit(folder: pathlib.Path, *, root: pathlib.Path) -> str:
    """
    The commit that made the folder what it is: what is committed beside it later changes nothing.

    Raises:
        NotReady: if nobody ever committed it.
    """
    said = git("log", "-1", "--format=%H", "--", folder.as_posix(), cwd=root, what="read the log")
    if not said.strip():
        raise NotReady(f"{folder} was never committed.", "Commit it first.")
    return said.decode().strip()


def commit_that_wrote(text: str, path: pathlib.Path, *, root: pathlib.Path) -> str | None:
    """
    The last commit that changed how often `text` stands in a file.
    """
    words = ("log", "-1", "--format=%H", f"-S{text}", "--", path.as_posix())
    return git(*words, cwd=root, what=f"read the log of {path}").decode().strip() or None


def files_at(revision: str, folder: pathlib.Path, *, root: pathlib.Path) -> tuple[str, ...]:
    """
    The names of a folder's files at a commit; nothing if there was no such folder.
    """
    words = ("ls-tree", "--name-only", revision, f"{folder.as_posix()}/")
    listed = git(*words, cwd=root, what=f"list {folder} at {revision}").decode().splitlines()
    return tuple(pathlib.PurePosixPath(name).name for name in listed)


def commit_beside(
    message: str, change: Callable[[pathlib.Path], tuple[pathlib.Path, ...]], *, root: pathlib.Path
) -> str:
    """
    Let `change` edit a checkout of HEAD elsewhere, commit the paths it answers, and move the branch there.

    Whoever is interrupted has the commit or has nothing, never a half-written working tree; what
    else lies in the working tree or the index is not touched.

    Raises:
        GitFailed: if git refuses, for example because a changed file stands in the way.
    """
    with scratch.run_folder() as folder:
        place = folder / "tree"
        git("worktree", "add", "--quiet", "--detach", str(place), cwd=root, what="make a worktree")
        try:
            paths = [path.as_posix() for path in change(place)]
            git("add", "--all", "--force", "--", *paths, cwd=place, what="stage the change")
            git("commit", "--quiet", "--message", message, cwd=place, what="commit the change")
            made = git("rev-parse", "HEAD", cwd=place, what="read HEAD").decode().strip()
        finally:
            git("worktree", "remove", "--force", str(place), cwd=root, what="tidy its worktrees")
    git("merge", "--quiet", "--ff-only", made, cwd=root, what="move the branch to the new commit")
    return made

"""
What does a release ask of git, and how does it commit without disturbing the working tree?
"""

import contextlib
import pathlib
from collections.abc import Callable, Iterator

from wheelwright.adapters import scratch
from wheelwright.adapters.scratch import RUN as PREFIX
from wheelwright.archive.errors import GitFailed
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
    # Without locks: looking at a repository must work where nothing can be written.
    words = (
        "--no-optional-locks",
        "status",
        "--porcelain",
        "--untracked-files=all",
        "--",
        folder.as_posix(),
    )
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
        NotReady: if git refuses, for example because a changed file stands in the way.
    """
    try:
        with _checkout(root) as tree:
            paths = [path.as_posix() for path in change(tree)]
            git("add", "--all", "--force", "--", *paths, cwd=tree, what="stage the change")
            git("commit", "--quiet", "--message", message, cwd=tree, what="commit the change")
            made = git("rev-parse", "HEAD", cwd=tree, what="read HEAD").decode().strip()
        git("merge", "--quiet", "--ff-only", made, cwd=root, what="move the branch to its commit")
    except GitFailed as exc:
        raise NotReady(
            f"git could not {exc.what}: {' '.join(exc.output.split()) or 'no output'}.",
            "Mend that (a changed file in its way, a hook, user.name and user.email) and run the "
            "same command again.",
        ) from exc
    return made


def tidy(root: pathlib.Path) -> None:
    """
    Forget the checkouts of runs that were killed.
    """
    with scratch.run_folder():  # making one removes those of processes that are no more
        listed = git("worktree", "list", "--porcelain", cwd=root, what="list its worktrees")
    places = [line[9:] for line in listed.decode().splitlines() if line.startswith("worktree ")]
    # Only when there are any of ours: the others are their owners' to prune.
    if any(PREFIX in place and not pathlib.Path(place).exists() for place in places):
        git("worktree", "prune", cwd=root, what="tidy its worktrees")


@contextlib.contextmanager
def _checkout(root: pathlib.Path) -> Iterator[pathlib.Path]:
    """
    HEAD in a folder of its own, with the hooks and settings of the repository.
    """
    with scratch.run_folder() as folder:
        tree = folder / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), cwd=root, what="check HEAD out")
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree), cwd=root, what="tidy its worktrees")

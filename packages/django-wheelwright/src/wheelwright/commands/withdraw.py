"""
`wheelwright withdraw`: mark a release unusable for new installs, and say how hosts hear of it.
"""

import datetime as dt
import pathlib
from typing import Annotated

import typer
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from wheelwright.archive import intact, withdrawn
from wheelwright.archive.withdrawn import Withdrawn
from wheelwright.commands.shared import index_options as indexes
from wheelwright.errors import BadRequest
from wheelwright.release import git

COMMITS = """\
Withdraw {package} {version}

{reason}
"""
HOW = """
  Hosts take it as constraints, from a checkout or from wherever you serve that file:

    pip install -c {file} -r requirements.txt
    uv pip install -c {file} -r requirements.txt        (also: uv pip compile -c …)

  A resolver then refuses {constraint[0]} {constraint[1]}, pinned or not. Nothing was deleted: the index
  and the archive keep its bytes, and `wheelwright release` rehearses the way out of it."""


def withdraw(
    package: Annotated[str, typer.Argument(help="For example billing-app.")],
    version: Annotated[str, typer.Argument(help="For example 2.3.0.")],
    reason: Annotated[str, typer.Option(help="What is wrong with it, in a sentence for hosts.")],
    releases: indexes.Archive = indexes.RELEASES,
    no_commit: Annotated[
        bool, typer.Option("--no-commit", help="Write the file and commit nothing.")
    ] = False,
) -> None:
    """
    Mark a release unusable for new installs: a line in the archive's constraints file withdrawn.txt.

        wheelwright withdraw billing-app 2.3.0 --reason "fails on duplicate gateway references; take 2.3.1"

    It is no predecessor of a release any more, no target of a rehearsal, and is never promoted again.
    """
    entry = Withdrawn(
        package=canonicalize_name(package),
        version=_version(version),
        on=dt.datetime.now(tz=dt.UTC).date(),
        reason=" ".join(reason.split()),
    )
    if not entry.reason:
        raise BadRequest("There is no reason.", "Hosts will read it: say what is wrong.")
    _require_archived(entry, releases)
    if known := withdrawn.find(releases, entry.package, entry.version):
        typer.echo(f"{entry.package} {entry.version} is withdrawn since {known.on}: {known.reason}")
    else:
        where = _write(entry, releases, commits=not no_commit)
        typer.echo(f"Withdrawn: {entry.package} {entry.version}, {where}")
    file = releases / withdrawn.FILE
    typer.echo(HOW.format(file=file, constraint=(entry.package, entry.version)))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as exc:
        raise BadRequest(f"{text!r} is not a version (PEP 440).", "Write it as 2.3.0.") from exc


def _require_archived(entry: Withdrawn, releases: pathlib.Path) -> None:
    intact.require(releases)
    wheel = f"{entry.package.replace('-', '_')}-{entry.version}-"
    if not any(path.name.startswith(wheel) for path in releases.glob("*.whl")):
        raise BadRequest(
            f"{releases} holds no {entry.package} {entry.version}.",
            "Name a release of the archive, or the archive with --releases.",
        )


def _write(entry: Withdrawn, releases: pathlib.Path, *, commits: bool) -> str:
    """
    Answers where it is now.
    """
    file = releases / withdrawn.FILE
    if not commits:
        withdrawn.add(releases, entry)
        return f"in {file}, not committed"
    root = git.top(releases)
    inside = releases.resolve().relative_to(root.resolve())

    def change(tree: pathlib.Path) -> tuple[pathlib.Path, ...]:
        withdrawn.add(tree / inside, entry)
        return (inside / withdrawn.FILE,)

    words = {"package": entry.package, "version": entry.version, "reason": entry.reason}
    commit = git.commit_beside(COMMITS.format(**words), change, root=root)
    return f"in {file}; commit {commit[:12]}. Push it: hosts hear of it from there."

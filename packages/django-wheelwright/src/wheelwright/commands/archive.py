"""
`wheelwright build`, `archive` and `verify`: arguments in, one call, a line per wheel out.
"""

import pathlib
from typing import Annotated

import typer

from wheelwright.archive import release
from wheelwright.archive.provenance import Origin

Folders = Annotated[
    list[pathlib.Path], typer.Argument(help="Package folders, for example packages/billing-app.")
]
Releases = Annotated[pathlib.Path, typer.Option(help="The archive of released wheels.")]


def build(
    folders: Folders,
    out: Annotated[pathlib.Path, typer.Option(help="Where the wheels go.")] = pathlib.Path("dist"),
    releases: Releases = pathlib.Path("releases"),
) -> None:
    """
    Build candidates from the working tree, reproducibly.

    A package that still carries a released version must come out bit-identical to that release.

        wheelwright build packages/billing-app --out dist
    """
    for folder in folders:
        wheel = release.build_candidate(folder, out, releases, cwd=pathlib.Path.cwd())
        typer.echo(f"built {wheel}")


def archive(
    folders: Folders,
    revision: Annotated[str, typer.Option(help="The commit to release.")] = "HEAD",
    releases: Releases = pathlib.Path("releases"),
) -> None:
    """
    Build a commit once and keep the wheel in the archive, with a record of where it came from.

        wheelwright archive packages/billing-app --revision HEAD
    """
    for folder in folders:
        origin = release.archive(folder, releases, revision=revision, cwd=pathlib.Path.cwd())
        typer.echo(f"archived {origin.wheel}  sha256 {origin.sha256}")


def verify(releases: Releases = pathlib.Path("releases")) -> None:
    """
    Rebuild every archived wheel from its commit and compare the bytes.

        wheelwright verify
    """

    def say(origin: Origin) -> None:
        typer.echo(f"reproduced {origin.wheel}  sha256 {origin.sha256}")

    release.verify(releases, cwd=pathlib.Path.cwd(), rebuilt=say)

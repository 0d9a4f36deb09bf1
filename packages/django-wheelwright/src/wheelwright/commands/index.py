"""
`wheelwright index`: serve a private index, publish to staging, promote to stable.
"""

import pathlib
import signal
from typing import Annotated

import typer
from packaging.utils import parse_wheel_filename

from wheelwright.archive import intact, provenance, refused, withdrawn
from wheelwright.archive.build import sha256
from wheelwright.commands.shared.index_options import (
    DATA,
    DEVPI,
    LOCAL,
    RELEASES,
    Archive,
    Data,
    Programs,
    Url,
)
from wheelwright.index import fetch as fetching
from wheelwright.index import promote as promoting
from wheelwright.index import publish as publishing
from wheelwright.index.access import existing
from wheelwright.index.devpi import HOST, REHEARSAL, STABLE, STAGING, Devpi
from wheelwright.index.errors import IndexFailed, RehearsalFailed
from wheelwright.index.server import serving
from wheelwright.index.upstream import configured
from wheelwright.release import journal

WORK = pathlib.Path(".work/release")
app = typer.Typer(
    no_args_is_help=True, help="A private package index: staging, stable, and a host's view."
)


@app.command()
def serve(
    releases: Archive = RELEASES,
    data: Data = DATA,
    port: Annotated[int, typer.Option(help="A port of 127.0.0.1.")] = 3141,
    upstream: Annotated[
        str | None,
        typer.Option(
            envvar="WHEELWRIGHT_INDEX_UPSTREAM",
            help="The simple index of third-party packages; else the one pip or uv is set to.",
        ),
    ] = None,
    devpi: Programs = DEVPI,
    fill_only: Annotated[
        bool, typer.Option("--fill-only", help="Fill it and stop, without serving on.")
    ] = False,
) -> None:
    """
    Start the index, publish and promote what it lacks, and serve until Ctrl-C.

        wheelwright index serve
        pip install --index-url http://127.0.0.1:3141/platform/host/+simple/ -r host/requirements.txt
    """
    # Also started in the background, where a shell makes its children ignore SIGINT.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    third_party = upstream or configured()
    with serving(data, devpi.absolute(), port=port, upstream=third_party) as index:
        fill(index, releases)
        typer.echo(
            f"\n  Stable           {index.simple(STABLE)}"
            f"\n  For a host       {index.simple(HOST)}   (stable, and third-party packages)"
            f"\n  Staging          {index.simple(STAGING)}"
            f"\n  For a rehearsal  {index.simple(REHEARSAL)}   (all of these)"
            f"\n\n  pip install --index-url {index.simple(HOST)} {example(releases)}"
            "\n\n  Ctrl-C stops it."
        )
        if not fill_only:
            signal.pause()


def example(releases: pathlib.Path) -> str:
    """
    The name of a package to install: one that the archive has, if it has any.
    """
    names = sorted(parse_wheel_filename(name)[0] for name in intact.digests(releases))
    return names[0] if names else "NAME"


def fill(index: Devpi, releases: pathlib.Path) -> None:
    """
    Publish and promote every wheel of the archive that stable lacks; a line each.

    Raises:
        NotReleased: if a wheel has no record of where it came from; nothing is published.
        OtherThanReleased: if one has other bytes than its record says; nothing is published.
    """
    archived = intact.digests(releases)
    wheels = [releases / name for name in archived]
    new = publishing.publish(index, wheels)
    named = [parse_wheel_filename(name)[:2] for name in archived]
    digests = promoting.promote(index, named, archived=archived)
    for name, digest in sorted(digests.items()):
        what = "published and promoted" if name in new else "already there"
        typer.echo(f"{name}  sha256 {digest[:16]}…  {what}")


@app.command()
def publish(
    wheels: Annotated[list[pathlib.Path], typer.Argument(help="Wheels, for example dist/*.whl.")],
    to: Annotated[str, typer.Option(help="The index to publish to.")] = "staging",
    releases: Archive = RELEASES,
    url: Url = LOCAL,
    data: Data = DATA,
    devpi: Programs = DEVPI,
) -> None:
    """
    Upload wheels with twine; WHEELWRIGHT_INDEX_PASSWORD is the publisher's token.

        wheelwright index publish dist/billing_app-2.3.1-py3-none-any.whl --to staging
    """
    if f"platform/{to}" != STAGING:
        raise IndexFailed(
            f"Nothing is uploaded to {to}.",
            "Publish to staging, rehearse, and promote: stable takes only what was staged.",
        )
    if missing := [str(wheel) for wheel in wheels if not wheel.is_file()]:
        raise IndexFailed(f"There is no {missing[0]}.", "Nothing was published; check the path.")
    index = existing(url, data, devpi)
    intact.require(releases)
    new = publishing.publish(index, wheels, archive=releases)
    for wheel in wheels:
        what = "published to" if wheel.name in new else "already on"
        typer.echo(f"{wheel.name}  sha256 {sha256(wheel)}  {what} {STAGING}")


@app.command()
def fetch(
    release: Annotated[str, typer.Argument(help="For example billing-app==2.3.1.")],
    source: Annotated[str, typer.Option("--from", help="staging or stable.")] = "staging",
    out: Annotated[pathlib.Path, typer.Option(help="Where the wheel goes.")] = pathlib.Path("dist"),
    expected: Annotated[
        str | None, typer.Option("--sha256", help="Refuse any other bytes than these.")
    ] = None,
    digest_only: Annotated[
        bool, typer.Option("--digest", help="Print the SHA-256 alone, for a script.")
    ] = False,
    url: Url = LOCAL,
) -> None:
    """
    Download the very wheel an index serves, and say which bytes they are; needs no token.

        wheelwright index fetch billing-app==2.3.1 --from staging --out staged
    """
    wheel = fetching.fetch(
        f"{url.rstrip('/')}/platform/{source}/+simple/",
        *promoting.parse_release(release),
        out=out,
        expected=expected,
    )
    typer.echo(sha256(wheel) if digest_only else f"{wheel}  sha256 {sha256(wheel)}")


@app.command()
def promote(
    release: Annotated[str, typer.Argument(help="For example billing-app==2.3.1.")],
    releases: Archive = RELEASES,
    rehearsed: Annotated[
        str | None,
        typer.Option("--sha256", help="The digest that was rehearsed: promote this and no other."),
    ] = None,
    url: Url = LOCAL,
    data: Data = DATA,
    devpi: Programs = DEVPI,
    work: Annotated[
        pathlib.Path, typer.Option(help="Where `wheelwright release` keeps what was rehearsed.")
    ] = WORK,
) -> None:
    """
    Push a release from staging to stable, if a rehearsal let these very bytes pass.

    That is so if the archive records them, if `wheelwright release` rehearsed them here, or if
    another job did and you name them with --sha256. Bytes that releases/refused.txt names are refused.

        wheelwright index promote billing-app==2.3.1
        wheelwright index promote billing-app==2.3.1 --sha256 "$REHEARSED"
    """
    named = [promoting.parse_release(release)]
    if entry := withdrawn.find(releases, *named[0]):
        raise IndexFailed(
            f"{release} was withdrawn on {entry.on}: {entry.reason}.", "Promote the next version."
        )
    index = existing(url, data, devpi)
    archived = intact.digests(releases) if (releases / provenance.FILE).exists() else {}
    kept = journal.rehearsed(work, *named[0])
    for name, digest in promoting.staged(index, named[0]).items():
        if why := refused.reason(releases, digest):
            raise RehearsalFailed(name, digest, why)
        if name not in archived and rehearsed is None and kept:
            rehearsed = kept.sha256
    promoted = promoting.promote(index, named, archived=archived, rehearsed=rehearsed)
    for name, digest in promoted.items():
        typer.echo(f"{name}  sha256 {digest}  on {STABLE}")

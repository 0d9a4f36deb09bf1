"""
`wheelwright index`: serve a private index, publish to staging, promote to stable.
"""

import json
import os
import pathlib
import signal
from typing import Annotated

import typer
from packaging.utils import parse_wheel_filename

from wheelwright.index import publish as publishing
from wheelwright.index.devpi import HOST, PUBLISHER, STABLE, STAGING, Devpi, serving
from wheelwright.index.errors import IndexFailed

app = typer.Typer(
    no_args_is_help=True, help="A private package index: staging, stable, and a host's view."
)
Programs = Annotated[
    pathlib.Path, typer.Option("--devpi", help="The folder of devpi-server, devpi and twine.")
]
DEVPI = pathlib.Path(".venv-index/bin")


@app.command()
def serve(
    releases: Annotated[
        pathlib.Path, typer.Option(help="The archive that fills the index.")
    ] = pathlib.Path("releases"),
    data: Annotated[pathlib.Path, typer.Option(help="Where the index lives.")] = pathlib.Path(
        ".work/index"
    ),
    port: Annotated[int, typer.Option(help="A port of 127.0.0.1.")] = 3141,
    upstream: Annotated[
        str | None,
        typer.Option(help="The simple index third-party packages come from; devpi's default."),
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
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with serving(data, devpi.absolute(), port=port, upstream=upstream) as index:
        fill(index, releases)
        typer.echo(
            f"\n  Stable        {index.simple(STABLE)}"
            f"\n  For a host    {index.simple(HOST)}   (stable, and third-party packages)"
            f"\n  Staging       {index.simple(STAGING)}"
            f"\n\n  pip install --index-url {index.simple(HOST)} -r host/requirements.txt"
            "\n\n  Ctrl-C stops it."
        )
        if not fill_only:
            signal.pause()


def fill(index: Devpi, releases: pathlib.Path) -> None:
    """
    Publish and promote every wheel of the archive that stable lacks; a line each.
    """
    wheels = sorted(releases.glob("*.whl"))
    new = publishing.publish(index, wheels)
    named = [parse_wheel_filename(wheel.name) for wheel in wheels]
    digests = publishing.promote(index, [(str(n), str(v)) for n, v, *_ in named])
    for name, digest in sorted(digests.items()):
        what = "published and promoted" if name in new else "already there"
        typer.echo(f"{name}  sha256 {digest[:16]}…  {what}")


@app.command()
def publish(
    wheels: Annotated[list[pathlib.Path], typer.Argument(help="Wheels, for example dist/*.whl.")],
    url: Annotated[str, typer.Option(help="The index's address.")] = "http://127.0.0.1:3141",
    devpi: Programs = DEVPI,
) -> None:
    """
    Upload wheels to staging with twine; WHEELWRIGHT_INDEX_PASSWORD is the publisher's.

        wheelwright index publish dist/billing_app-2.3.1-py3-none-any.whl
    """
    index = _existing(url, devpi)
    new = publishing.publish(index, wheels)
    for wheel in wheels:
        typer.echo(
            f"{wheel.name}  {'published to' if wheel.name in new else 'already on'} {STAGING}"
        )


@app.command()
def promote(
    release: Annotated[str, typer.Argument(help="For example billing-app==2.3.1.")],
    url: Annotated[str, typer.Option(help="The index's address.")] = "http://127.0.0.1:3141",
    devpi: Programs = DEVPI,
) -> None:
    """
    Push a release from staging to stable; the bytes are compared.

        wheelwright index promote billing-app==2.3.1
    """
    package, _, version = release.partition("==")
    promoted = publishing.promote(_existing(url, devpi), [(package, version)])
    for name, digest in promoted.items():
        typer.echo(f"{name}  sha256 {digest}  on {STABLE}")


def _existing(url: str, programs: pathlib.Path) -> Devpi:
    password = os.environ.get("WHEELWRIGHT_INDEX_PASSWORD", "")
    kept = pathlib.Path(".work/index/passwords.json")
    if not password and kept.exists():
        password = json.loads(kept.read_text(encoding="utf-8"))[PUBLISHER]
    if not password:
        raise IndexFailed(
            "WHEELWRIGHT_INDEX_PASSWORD is not set.", "It is the password of the user publisher."
        )
    return Devpi(url=url.rstrip("/"), programs=programs.absolute(), passwords={PUBLISHER: password})

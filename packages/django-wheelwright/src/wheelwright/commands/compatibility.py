"""
`wheelwright compatibility`: reports in, the file that a host reads out.
"""

import datetime as dt
import json
import pathlib
from typing import Annotated, cast

import typer
from packaging.utils import InvalidWheelFilename, parse_wheel_filename

import wheelwright
from wheelwright.archive import intact
from wheelwright.compatibility import kept
from wheelwright.compatibility import sets as engine
from wheelwright.errors import BadRequest

Path = pathlib.Path

ARCHIVE = Path("releases")
OUT = Path("compatibility.json")


def compatibility(
    reports: Annotated[list[Path], typer.Argument(help="JSON reports of rehearsals.")],
    out: Annotated[Path, typer.Option(help="The file to write.")] = OUT,
    releases: Annotated[
        Path, typer.Option(help="The archive: its wheels are the ones a set consists of.")
    ] = ARCHIVE,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep what the file knows of other sets and steps.")
    ] = False,
) -> None:
    """
    Write down which sets of wheels go together, with the evidence, for a host to read.

    A set is compatible if a rehearsal led to it without an error finding, incompatible if one found
    errors, untested if it could not run. Sets that no rehearsal met are not listed. A step that the old
    release does not live through says why; `wheelwright preflight` reads it there.

        wheelwright matrix --host host --json .work/rehearsal.json
        wheelwright compatibility .work/rehearsal.json --out host/compatibility.json
    """
    rehearsed = [cell for report in reports for cell in engine.read(report)]
    wheels = _names(releases) or frozenset(each.cell["package"] for each in rehearsed)
    written = engine.write(
        rehearsed, wheels, tool_version=wheelwright.__version__, now=dt.datetime.now(dt.UTC)
    )
    if keep:
        kept.keep(out, written)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = out.with_name(f".{out.name}.draft")
        draft.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
        draft.replace(out)
    except OSError as exc:
        raise BadRequest(
            f"{out} cannot be written: {exc.strerror}.", "Free some space, or name another file."
        ) from exc
    for each in cast(list[dict[str, dict[str, str]]], written["sets"]):
        names = ", ".join(f"{name} {version}" for name, version in each["wheels"].items())
        typer.echo(f"{each['verdict']}  {names}")


def _names(releases: Path) -> frozenset[str]:
    intact.require(releases)
    found: set[str] = set()
    for path in releases.glob("*.whl"):
        try:
            found.add(parse_wheel_filename(path.name)[0])
        except InvalidWheelFilename as exc:
            raise BadRequest(f"{path} is not named like a wheel.", "Build it again.") from exc
    return frozenset(found)

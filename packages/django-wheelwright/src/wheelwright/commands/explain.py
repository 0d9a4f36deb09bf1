"""
`wheelwright explain`: a code in, what it means out; without one, every code.
"""

import difflib
from typing import Annotated

import typer

from wheelwright.errors import BadRequest
from wheelwright.report.codes import CODES, SECTIONS, sections_of
from wheelwright.report.codes.page import page

WIDTH = 30


def explain(
    code: Annotated[
        str | None, typer.Argument(help="The code of a finding, for example blocking-lock.")
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Every code, as the page docs/findings.md.")
    ] = False,
) -> None:
    """
    Say what the code of a finding means; without a code, list them all.

        wheelwright explain blocking-lock
        wheelwright --explain blocking-lock
    """
    if markdown:
        typer.echo(page(), nl=False)
    elif code is None:
        for section in SECTIONS:
            typer.echo(f"\n{section.title}: wheelwright {', '.join(section.commands)}")
            for each in section.codes:
                typer.echo(f"  {each.name:<{WIDTH}}{each.title}")
    else:
        _explain(code)


def _explain(name: str) -> None:
    if name not in CODES:
        near = difflib.get_close_matches(name, CODES, n=1)
        remedy = f"Did you mean “{near[0]}”?" if near else "`wheelwright explain` lists them all."
        raise BadRequest(f"There is no code {name}.", remedy)
    for section in sections_of(name):
        code = next(each for each in section.codes if each.name == name)
        typer.echo(f"{code.name}: {code.title}.")
        typer.echo(f"  It says: {code.says}.")
        typer.echo(f"  {section.weighs.capitalize()}: {code.weight}.")
        typer.echo(f"  Reported by: wheelwright {', '.join(section.commands)}.")

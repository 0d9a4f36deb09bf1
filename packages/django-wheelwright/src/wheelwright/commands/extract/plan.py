"""
`wheelwright extract plan`: a project and a wish in, a plan, a refusal, or where to begin out.
"""

import json as json_module
import pathlib
from typing import Annotated

import typer
from rich.console import Console

from wheelwright.commands.extract import options
from wheelwright.commands.shared.output import WIDTH
from wheelwright.errors import BadRequest
from wheelwright.extract import encoding, project
from wheelwright.extract.plan import clusters, make, picture, refusals, text
from wheelwright.extract.plan.steps import MODELS_OF_A_STEP
from wheelwright.extract.survey import survey

Path = pathlib.Path


def plan(
    source: Annotated[str, typer.Option("--from", help="The label of the app to take from.")],
    folder: options.Folder = options.HERE,
    models: Annotated[
        list[str] | None,
        typer.Option("--models", help="The models to move, with blanks or commas between them."),
    ] = None,
    more: Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")] = None,
    target: Annotated[
        str, typer.Option("--to", help="The app to move to, new or there already; may be dotted.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Write the plan here, for write and prove.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Draw it as one self-contained page.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
    most: Annotated[
        int, typer.Option("--models-per-step", min=1, help="How many may move at once.")
    ] = MODELS_OF_A_STEP,
    allow_dynamic: Annotated[
        bool,
        typer.Option("--allow-dynamic", help="Go on where labels are put together at run time."),
    ] = False,
    python: options.Python = None,
    settings: options.Settings = None,
    timeout: options.Timeout = 300.0,
) -> None:
    """
    Say what must move together, who names it, in which steps it goes, and what each step locks.

    The project is loaded with its own Python and Django; nothing is written but the files named here.
    Without --models, it says where the app would come apart, the cheapest cut first:

        wheelwright extract plan --from legacy --html picture.html

    With them, and their new app, it makes the plan that write and prove are given:

        wheelwright extract plan --from legacy --models Plan Window --to enrolments_app --out plan.json

    Models that cannot be parted from these come along, each with the reason and the line of code.

    Exit status: 0 there is a plan, 2 there is none, and the reason is told with file and line.
    """
    # After one option only one word is its own: the other names of `--models A B` come as arguments.
    words = [*(models or ()), *(more or ())]
    named = tuple(name for word in words for name in word.split(",") if name)
    if bool(named) != bool(target):
        raise BadRequest(
            "--models and --to belong together.", "Name both, or neither to see where to begin."
        )
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    waiting = Console(stderr=True)
    with waiting.status("loading the project") as status:
        found = survey(project.given(folder, python=python, settings=settings), timeout=timeout)
        if not named:
            refusals.source_app(found, source)
            groups = clusters.clusters(found, source)
        else:
            status.update("reading the code")
            made = make.plan(
                found,
                source=source,
                target=target,
                models=named,
                most=most,
                allow_dynamic=allow_dynamic,
            )
    if not named:
        if html:
            _write(html, picture.clusters(found, groups, source=source))
        if json:
            typer.echo(json_module.dumps(encoding.plain(groups), indent=2))
        else:
            text.show_clusters(groups, source, console)
        return
    if out:
        _write(out, made.to_json())
    if html:
        _write(html, picture.plan(found, made))
    if json:
        typer.echo(made.to_json(), nl=False)
    else:
        text.show(made, console)


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    except OSError as exc:
        raise BadRequest(
            f"{path} cannot be written ({exc.strerror}).",
            "Name a file in a folder that you may write to.",
        ) from exc

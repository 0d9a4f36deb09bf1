"""
The options of every command that knows the archive or the private index.
"""

import pathlib
import sys
from typing import Annotated

import typer

Programs = Annotated[
    pathlib.Path, typer.Option("--devpi", help="The folder of devpi-server, devpi and twine.")
]
Data = Annotated[pathlib.Path, typer.Option(help="Where the index lives.")]
Url = Annotated[str, typer.Option(help="The index's address.")]
Archive = Annotated[pathlib.Path, typer.Option(help="The archive of released wheels.")]
DATA = pathlib.Path(".work/index")
# An environment of its own, or what [index] installed beside this tool.
DEVPI = pathlib.Path(".venv-index/bin")
if not (DEVPI / "devpi-server").exists():
    DEVPI = pathlib.Path(sys.executable).parent
RELEASES, LOCAL = pathlib.Path("releases"), "http://127.0.0.1:3141"

"""
“Anything to migrate?” is asked at every start of every container: hardly anything is loaded for it.

The project's Python takes this process's place; it reads the names of the files and asks for those that ran.
"""

import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# As for the agent: the package `wheelwright` is not installed in there.
BOOT = (
    "import sys, types; m = types.ModuleType('wheelwright'); m.__path__ = [sys.argv.pop(1)]; "
    "sys.modules['wheelwright'] = m; from wheelwright.agent.extract.names import main; main()"
)
MODULE = re.compile(r"DJANGO_SETTINGS_MODULE[\"']\s*,\s*[\"']([\w.]+)[\"']")
OPTIONS = ("--project", "--settings", "--python", "--database")
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def quickly(words: Sequence[str]) -> None:
    """
    Answer `wheelwright extract pending …` if its words are only options with their values; whatever
    else there is to say about them, the command itself says.
    """
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or not pairs.keys() <= set(OPTIONS):
        return
    folder = os.path.abspath(pairs.get("--project", "."))
    settings = pairs.get("--settings") or os.environ.get("DJANGO_SETTINGS_MODULE") or said(folder)
    python = pairs.get("--python") or own_python(folder)
    if settings and os.path.exists(python):
        ask(folder, settings=settings, python=python, database=pairs.get("--database", ""))


def said(folder: str) -> str:
    """
    The settings module that a project's manage.py names; empty if there is none.
    """
    try:
        with open(os.path.join(folder, "manage.py"), encoding="utf-8", errors="replace") as opened:
            found = MODULE.search(opened.read())
    except OSError:
        return ""
    return found[1] if found else ""


def own_python(folder: str) -> str:
    """
    Of the project's .venv or venv; else the one that runs this.
    """
    own = (os.path.join(folder, name, "bin", "python") for name in (".venv", "venv"))
    return next((path for path in own if os.path.exists(path)), sys.executable)


def ask(folder: str, *, settings: str, python: str, database: str) -> NoReturn:
    """
    Ask in the project's Python. Exit status: 0 nothing to migrate, 1 something, 2 it cannot be told.
    """
    environment = {k: v for k, v in os.environ.items() if k not in OURS} | {"PYTHONPATH": folder}
    words = [python, "-c", BOOT, PACKAGE, settings, database]
    sys.stdout.flush()
    os.chdir(folder)
    os.execve(python, words, environment)  # noqa: S606 - it takes our place

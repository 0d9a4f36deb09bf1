"""
What was a kept result made from? One digest per input, so that changed inputs never find it.
"""

import functools
import hashlib
import os
import pathlib
import re
from collections.abc import Iterable

from wheelwright.adapters import cache
from wheelwright.rehearse.order import Order

JUNK = frozenset({"__pycache__", ".git", ".work", "node_modules", "build", "dist"})
# What is written from a rehearsal does not go into one.
JUNK |= {"compatibility.json"}
NAME = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")
TOOL = pathlib.Path(__file__).resolve().parent.parent


def of_project(order: Order, modules: tuple[str, ...], apps: tuple[str, ...]) -> str:
    """
    The host: the files of a given one, or what a bare one is generated from; and the variables of
    the environment that it names.
    """
    if order.host is None:
        return cache.digest(
            *("bare", *modules, "/", *apps, os.environ.get("WHEELWRIGHT_SETTINGS", "")),
            cache.file_digest(order.settings) if order.settings else "",
        )
    files = _files(order.host.resolve())
    return cache.digest(
        cache.tree_digest(order.host.resolve(), files),
        os.environ.get("WHEELWRIGHT_SETTINGS", ""),
        *_variables(path for path in files if path.suffix == ".py"),
    )


def of_seed(order: Order) -> str:
    """
    The rows: the seed's file with those beside it, which it may read, and the number of made-up ones.
    """
    if order.seed is None:
        return cache.digest("shipped", str(order.rows), repr(order.made_up))
    beside = [path for path in order.seed.resolve().parent.iterdir() if path.is_file()]
    return cache.digest(
        order.seed.name,
        str(order.rows),
        repr(order.made_up),
        cache.tree_digest(order.seed.resolve().parent, beside),
        *_variables(path for path in beside if path.suffix == ".py"),
    )


def of_folder(folder: pathlib.Path) -> str:
    """
    The files below a folder.
    """
    return cache.tree_digest(folder, _files(folder))


@functools.cache
def of_tool() -> str:
    """
    This tool's own code: another version may make other rows of the same inputs.
    """
    whole = hashlib.sha256()
    for path in sorted(TOOL.rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _files(folder: pathlib.Path) -> list[pathlib.Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(p in JUNK or p.startswith(".venv") for p in path.relative_to(folder).parts)
        and path.suffix != ".pyc"
    ]


def _variables(files: Iterable[pathlib.Path]) -> list[str]:
    """
    The environment's variables whose names these files contain, apart from the database's.
    """
    names = {name.decode() for path in files for name in NAME.findall(path.read_bytes())}
    named = sorted((names & os.environ.keys()) - {"DATABASE_URL"})
    return [f"{name}={os.environ[name]}" for name in named]

"""
Which files of the project are there to be read? Its own, and neither its environment nor what it built.
"""

import os
import pathlib
from collections.abc import Iterator

NOT_OURS = frozenset(
    {
        "node_modules",
        "site-packages",
        "__pycache__",
        "build",
        "dist",
        "venv",
        "env",
        "static",
        "media",
    }
)
TEMPLATES = (".html", ".txt", ".jinja", ".jinja2", ".j2", ".xml")
FIXTURES = (".json", ".yaml", ".yml", ".jsonl", ".xml")
LARGEST = 5_000_000  # bytes; a fixture beyond it is a dump


def files(folder: pathlib.Path, *endings: str) -> Iterator[tuple[str, pathlib.Path]]:
    """
    Each such file, by its path in the project, in a steady order.
    """
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name not in NOT_OURS
            and not name.startswith(".")
            and not os.path.exists(os.path.join(path, name, "pyvenv.cfg"))
        )
        for name in sorted(names):
            if name.endswith(endings):
                file = pathlib.Path(path, name)
                if file.stat().st_size <= LARGEST:
                    yield str(file.relative_to(folder)), file


def text(file: pathlib.Path) -> str:
    """
    Its text; what is no UTF-8 is no word that we look for.
    """
    return file.read_text(encoding="utf-8", errors="replace")

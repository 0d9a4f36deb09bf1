"""
Where do the monolith's libraries and, later, the released wheels come from?
"""

import pathlib
import shutil
import sys

from examples.legacy.walk.hub import run

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]


def _uv() -> str:
    beside = pathlib.Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv") or "uv"


def environment(folder: pathlib.Path) -> pathlib.Path:
    """
    A new environment with the monolith's libraries; its Python.
    """
    run(_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, folder, cwd=REPOSITORY)
    python = folder / "bin" / "python"
    pins = REPOSITORY / "requirements" / "legacy.txt"
    words = ("pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", pins)
    run(_uv(), *words, cwd=REPOSITORY)
    return python


def install_released(python: pathlib.Path, *wheels: str) -> None:
    """
    Released wheels of releases/, and of nowhere else.
    """
    found = ("--no-index", "--no-deps", "--find-links", REPOSITORY / "releases")
    run(_uv(), "pip", "install", "--quiet", "--python", python, *found, *wheels, cwd=REPOSITORY)


def install(python: pathlib.Path, *names: str) -> None:
    """
    Packages of the public registry, by name and version.
    """
    run(_uv(), "pip", "install", "--quiet", "--python", python, *names, cwd=REPOSITORY)

"""
Which build back end does a package ask for, and is it installed beside this tool?
"""

import importlib.metadata
import pathlib
import tomllib

from packaging.requirements import InvalidRequirement, Requirement

# What a package without [build-system] is built with (PEP 518).
DEFAULT = ("setuptools",)


def required(folder: pathlib.Path) -> tuple[str, ...]:
    """
    The requirements of the package's [build-system], as written.
    """
    text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text).get("build-system", {}).get("requires", DEFAULT))


def is_here(folder: pathlib.Path) -> bool:
    """
    Whether every one of them is installed in this very environment, in a version that fits.
    """
    return all(_is_installed(line) for line in required(folder))


def unpinned(folder: pathlib.Path) -> tuple[str, ...]:
    """
    Those that an index may answer with another version tomorrow: such a wheel cannot be made again.
    """
    return tuple(line for line in required(folder) if not _is_pinned(line))


def _is_installed(line: str) -> bool:
    try:
        wanted = Requirement(line)
        there = importlib.metadata.version(wanted.name)
    except (InvalidRequirement, importlib.metadata.PackageNotFoundError):
        return False
    return wanted.specifier.contains(there, prereleases=True)


def _is_pinned(line: str) -> bool:
    try:
        given = list(Requirement(line).specifier)
    except InvalidRequirement:
        return True  # nothing an index has: the build says so
    return any(each.operator in {"==", "==="} and "*" not in each.version for each in given)

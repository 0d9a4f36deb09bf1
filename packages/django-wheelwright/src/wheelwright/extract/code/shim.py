"""
What does an old module say to those who still import what has moved? Where it is now, for one release.
"""

import re
from collections.abc import Mapping

from wheelwright.extract.code.text import like

BEGIN = "# Moved with its tables in place. These names go with the release after this one: import them from there."
TABLE = "_MOVED = {"
ENTRY = re.compile(r'^    "(\w+)": "([\w.]+)",\r?$', re.M)
BODY = '''

def __getattr__(name: str) -> object:
    """
    What has moved, for importers who do not know yet.
    """
    if name not in _MOVED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib
    import warnings

    if name not in _QUIET:
        warnings.warn(
            f"{__name__}.{name} has moved to {_MOVED[name]}.{name}; import it from there.",
            DeprecationWarning,
            stacklevel=2,
        )
    return getattr(importlib.import_module(_MOVED[name]), name)
'''
QUIET = re.compile(r"^_QUIET = frozenset\(\{?(.*?)\}?\)(?:  #.*)?\r?$", re.M)


def with_shim(text: str, moved: Mapping[str, str], *, quiet: frozenset[str] = frozenset()) -> str:
    """
    A module's text with its moved names (name -> module) re-exported at its end; a shim of an earlier
    step is extended. `quiet` are names that migrations import: they warn nobody.
    """
    if not moved:
        return text
    before, known, before_quiet = _split(text)
    kept = before_quiet | (quiet & set(moved))
    shim = _shim(known | dict(moved), kept)
    if not before.strip():
        return like(shim.lstrip("\n"), text)
    return before.rstrip() + like(shim, text)


def has_own_getattr(text: str) -> bool:
    """
    Does a module answer for missing names already, not by a shim of ours?
    """
    return bool(re.search(r"^def __getattr__\(", text, re.M)) and TABLE not in text


def shown(text: str) -> dict[str, str]:
    """
    The names that a module's shim hands on, and where they are.
    """
    return _split(text)[1]


def silent(text: str) -> frozenset[str]:
    """
    Those of them that migrations import.
    """
    return _split(text)[2]


def with_shim_of(text: str, moved: Mapping[str, str]) -> str:
    """
    The text with a shim for these names alone; without one if there are none.
    """
    quiet = silent(text)
    return with_shim(without_shim(text), moved, quiet=quiet)


def without_shim(text: str) -> str:
    """
    The same text when its release is over.
    """
    before, known, _ = _split(text)
    return before.rstrip() + like("\n", text) if known else text


def _split(text: str) -> tuple[str, dict[str, str], frozenset[str]]:
    at = text.find(BEGIN)
    if at < 0:
        return text, {}, frozenset()
    tail = text[at:]
    quiet = QUIET.search(tail)
    names = frozenset(re.findall(r'"(\w+)"', quiet[1])) if quiet else frozenset()
    return text[:at], dict(ENTRY.findall(tail)), names


def _shim(moved: Mapping[str, str], quiet: frozenset[str]) -> str:
    lines = "".join(f'    "{name}": "{module}",\n' for name, module in sorted(moved.items()))
    words = ", ".join(f'"{name}"' for name in sorted(quiet))
    said = f"frozenset({{{words}}})  # old migrations name these" if quiet else "frozenset()"
    return f"\n\n\n{BEGIN}\n{TABLE}\n{lines}}}\n_QUIET = {said}\n{BODY}"

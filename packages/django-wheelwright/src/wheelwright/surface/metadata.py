"""
Which Python and which other distributions does a wheel allow?
"""

import configparser
import re

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Line
from packaging.utils import canonicalize_name

from wheelwright.surface.errors import UnreadableWheel
from wheelwright.surface.promises import Requirement
from wheelwright.surface.wheel import Wheel

CLASSIFIED = {
    "python": re.compile(r"Programming Language :: Python :: (\d+\.\d+)$"),
    "django": re.compile(r"Framework :: Django :: (\d+\.\d+)$"),
}
EXTRA = re.compile(r"""extra\s*==\s*['"]([\w.-]+)['"]""")


def requirements(wheel: Wheel) -> tuple[Requirement, ...]:
    """
    What it requires, always or with an extra.

    Raises:
        UnreadableWheel: if a line of its metadata is no requirement.
    """
    found = []
    for line in wheel.values("Requires-Dist"):
        try:
            parsed = Line(line)
        except InvalidRequirement as exc:
            raise UnreadableWheel(
                f"{wheel.path.name} requires {line!r}, which is no requirement.",
                "Correct `dependencies` in its pyproject.toml and build it again.",
            ) from exc
        extra = EXTRA.search(str(parsed.marker or ""))
        found.append(
            Requirement(
                name=canonicalize_name(parsed.name),
                extra=extra[1] if extra else "",
                specifier=str(parsed.specifier),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.extra, r.name)))


def classified(wheel: Wheel) -> dict[str, frozenset[str]]:
    """
    The series of Python and Django that its classifiers name.
    """
    found: dict[str, set[str]] = {"python": set(), "django": set()}
    for line in wheel.values("Classifier"):
        for product, pattern in CLASSIFIED.items():
            if said := pattern.match(line):
                found[product].add(said[1])
    return {product: frozenset(series) for product, series in found.items()}


def entry_points(wheel: Wheel) -> frozenset[tuple[str, str]]:
    """
    The scripts and entry points it registers, as (group, name).
    """
    names = {
        ("console_scripts", n.rpartition("/")[2])
        for n in wheel.names
        if n.count("/") == 2 and ".data/scripts/" in n
    }
    for path in wheel.folder.glob("*.dist-info/entry_points.txt"):
        parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=False)
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case
        try:
            parser.read_string(path.read_text(encoding="utf-8", errors="replace"))
        except configparser.Error as exc:
            raise UnreadableWheel(
                f"entry_points.txt of {wheel.path.name} cannot be read: {exc}.",
                "Correct the entry points in its pyproject.toml and build it again.",
            ) from exc
        names |= {(group, name) for group in parser.sections() for name in parser[group]}
    return frozenset(names)

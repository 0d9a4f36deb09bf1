"""
May a wheel be installed beside the others: does it stay in its own place, and run nothing unasked?
"""

import pathlib
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from wheelwright.index.errors import UnsafeWheel
from wheelwright.surface import places

# Python runs these by itself at every start (site documentation).
AT_START = re.compile(r"(^|/)(sitecustomize|usercustomize)(\.\w+|/.*)?$")
# Where an installer copies `NAME.data/purelib/...`: the same place as the rest (PEP 427).
INTO_SITE = re.compile(r"^[^/]+\.data/(?:purelib|platlib)/")


def require_safe(wheel: pathlib.Path, others: Mapping[str, frozenset[str]]) -> None:
    """
    `others` are the packages and modules that other distributions bring, by distribution.

    Raises:
        UnsafeWheel: if a file would land outside of site-packages, run at every start of Python, or
            take the place of a file of the standard library or of another distribution.
    """
    package, version = _named(wheel)
    names = _names(wheel)
    for name in names:
        if reason := _reason(name, package, version):
            raise UnsafeWheel(wheel.name, name, reason)
    landing = [INTO_SITE.sub("", name) for name in names]
    for name in landing:
        top = name.split("/")[0].split(".")[0]
        if top in sys.stdlib_module_names and ".dist-info/" not in name:
            raise UnsafeWheel(wheel.name, name, f"hides {top} of the standard library")
    for other, roots in sorted(others.items()):
        taken = _taken(landing, roots) if canonicalize_name(other) != package else None
        if taken:
            raise UnsafeWheel(wheel.name, taken, f"belongs to {other}")


def brought(wheels: Iterable[pathlib.Path]) -> dict[str, frozenset[str]]:
    """
    The packages and modules that wheels bring, by distribution.

    Raises:
        UnsafeWheel: if one cannot be read.
    """
    found: dict[str, frozenset[str]] = {}
    for path in wheels:
        package, _ = _named(path)
        roots = places.roots(_names(path))
        found[package] = found.get(package, frozenset()) | frozenset(roots)
    return found


def _names(wheel: pathlib.Path) -> list[str]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError) as exc:
        raise UnsafeWheel(wheel.name, wheel.name, f"cannot be read: {exc}") from exc


def _reason(name: str, package: str, version: str) -> str:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts:
        return "would be written outside of site-packages"
    landing = INTO_SITE.sub("", name)
    if landing.endswith(".pth") and "/" not in landing:
        return "is run at every start of Python"
    if AT_START.search(landing) and landing.count("/") <= 1:
        return "is run at every start of Python"
    info = parts[0].removesuffix(".dist-info")
    if info != parts[0]:
        said, _, number = info.rpartition("-")
        if canonicalize_name(said) != package or number != version:
            return "describes another distribution"
    return ""


def _taken(names: Iterable[str], roots: frozenset[str]) -> str | None:
    for root in roots:
        path = root.replace(".", "/")
        for name in names:
            if name.startswith(f"{path}/") or name == f"{path}.py":
                return name
    return None


def _named(wheel: pathlib.Path) -> tuple[str, str]:
    try:
        package = parse_wheel_filename(wheel.name)[0]
    except InvalidWheelFilename as exc:
        raise UnsafeWheel(wheel.name, wheel.name, "is not named like a wheel") from exc
    # As the file name spells it: the folder inside is spelled the same.
    return package, wheel.name.split("-")[1]

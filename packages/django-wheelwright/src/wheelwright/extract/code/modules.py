"""
Which module is a file, and which file is a module?
"""

import posixpath
import re
from collections.abc import Iterable

from wheelwright.extract.code.order import Texts

# A migration's module begins with digits.
WORD = re.compile(r"\w+")


def module_of(path: str, roots: Iterable[str]) -> str | None:
    """
    The dotted name under which a file of the project is imported; None for what is no module.
    """
    if not path.endswith(".py"):
        return None
    for root in sorted(roots, key=len, reverse=True):
        prefix = f"{root}/" if root else ""
        if path.startswith(prefix):
            parts = path[len(prefix) : -3].split("/")
            if parts[-1] == "__init__":
                parts.pop()
            return ".".join(parts) if parts and all(map(WORD.fullmatch, parts)) else None
    return None


def is_package(path: str) -> bool:
    return posixpath.basename(path) == "__init__.py"


def path_of(module: str, texts: Texts, roots: Iterable[str]) -> str | None:
    """
    The file that defines a module of the project; None for one from elsewhere.
    """
    inner = module.replace(".", "/")
    for root in roots:
        for name in (f"{inner}.py", f"{inner}/__init__.py"):
            path = posixpath.join(root, name)
            if texts.have(path):
                return path
    return None


def absolute(module: str, level: int, *, here: str, package: bool) -> str | None:
    """
    What `from ..module` means in the module `here`; None if it climbs out of every package.
    """
    if not level:
        return module
    parts = here.split(".")
    keep = len(parts) - level + (1 if package else 0)
    if keep <= 0 and not module:
        return None
    if keep < 0:
        return None
    return ".".join([*parts[:keep], *([module] if module else [])]) or None


def within(module: str, package: str) -> bool:
    """
    Is it the package itself, or inside it?
    """
    return module == package or module.startswith(f"{package}.")

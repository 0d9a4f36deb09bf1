"""
Which files of a wheel are code that a host runs, and which are its tests, samples and templates?
"""

import ast
import re
from collections.abc import Collection, Iterable, Mapping

# Nobody installs these apps, whatever they are called inside.
TESTS = re.compile(
    r"^(tests?|testing|conftest)$|^tests?_?(app|project|proj|site|suite|settings|urls|models)s?$"
    r"|^\w+_tests?$|^\w+_test_?(app|project|proj|site|suite)s?$"
)
# These words may as well name a real app: one that other code of the wheel uses is no sample.
SAMPLES = re.compile(
    r"^(\w+_)?(examples?|samples?|demos?|sandbox|playground|tutorials?)(_?(app|project|site)s?)?$"
)
# What `startproject --template` and the like copy: Python only once it is filled in.
TEMPLATES = re.compile(r"^\w*_templates?$|^(skeletons?|scaffolds?|boilerplate)$")
STATIC = ("templates", "template", "static", "docs")


def roots(names: Iterable[str]) -> tuple[str, ...]:
    """
    The packages and modules that a wheel puts where Python looks, by dotted name: the topmost
    folder of each branch that holds Python files, and each single module.
    """
    files = [n.split("/") for n in names if n.endswith(".py")]
    importable = [parts for parts in files if all(p.isidentifier() for p in parts[:-1])]
    folders = {tuple(parts[:-1]) for parts in importable if len(parts) > 1}
    top = {
        folder
        for folder in folders
        if not any(folder[:depth] in folders for depth in range(1, len(folder)))
    }
    single = {(p[0].removesuffix(".py"),) for p in importable if len(p) == 1}
    return tuple(sorted(".".join(each) for each in top | single if each[-1].isidentifier()))


def is_text(name: str, names: Collection[str]) -> bool:
    """
    Whether a Python file is only shipped to be copied or shown.
    """
    folders = name.split("/")[:-1]
    return any(
        TEMPLATES.match(part)
        or (part in STATIC and f"{'/'.join(folders[: depth + 1])}/__init__.py" not in names)
        for depth, part in enumerate(folders)
    )


def apart(trees: Mapping[str, ast.Module]) -> frozenset[str]:
    """
    The files of tests and samples. A wheel that is nothing else is what its author releases.
    """
    tests = {name for name in trees if _branch(name, TESTS)}
    samples = {name: branch for name in trees if (branch := _branch(name, SAMPLES))}
    used = set()
    for name, tree in trees.items():
        if name not in samples and name not in tests:
            used |= _imported(tree)
    found = tests | {
        name
        for name, branch in samples.items()
        if not any(f"{word}.".startswith(f"{branch}.") for word in used)
    }
    return frozenset(found) if found != set(trees) else frozenset()


def _branch(name: str, words: re.Pattern[str]) -> str:
    """
    The dotted name up to the first part that matches; empty if none does.
    """
    parts = name.removesuffix(".py").split("/")
    for depth, part in enumerate(parts[:-1] if len(parts) > 1 else parts):
        if words.match(part):
            return ".".join(parts[: depth + 1])
    return ""


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found

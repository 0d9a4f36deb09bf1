"""
Which migrations lie in a project's folders? Read from INSTALLED_APPS without loading an app, or Django.
"""

import ast
import importlib.machinery
import os
import re
from collections.abc import Iterator, Mapping, Sequence

type Key = tuple[str, str]

SAID = re.compile(r"^\s+(?:label|name|default)\s*=", re.MULTILINE)


class AppNotFound(Exception):
    """
    An entry of INSTALLED_APPS for which there is no folder.
    """


def migrations(apps: Sequence[str], modules: Mapping[str, str | None]) -> Iterator[tuple[Key, str]]:
    """
    App, name and file of every migration; `modules` is MIGRATION_MODULES.

    Raises:
        AppNotFound: if an app is nowhere on the path.
    """
    for entry in apps:
        label, package = _app(entry)
        if label in modules:
            named = modules[label]
            folder = _folder(named) if named else None
        else:
            folder = os.path.join(package, "migrations")
        for name in _names(folder) if folder else ():
            yield (label, name), os.path.join(folder or "", f"{name}.py")


def _names(folder: str) -> Iterator[str]:
    try:
        found = os.listdir(folder)
    except OSError:
        return
    if not any(name.startswith("__init__.") for name in found):
        return  # no package: Django does not take it for migrations
    for name in found:
        if name.endswith(".py") and name[0] not in "_~":
            yield name[:-3]


def _app(entry: str) -> tuple[str, str]:
    """
    The label and the folder of one entry, a package or the class of an app's configuration.
    """
    package, wanted = entry, ""
    folder = _folder(entry)
    if folder is None:
        module, _, wanted = entry.rpartition(".")
        package = module.rpartition(".")[0]
        folder = _folder(package)
    if folder is None:
        raise AppNotFound(entry)
    configuration = os.path.join(folder, "apps.py") if not wanted else _file(entry)
    said = _configured(configuration, wanted) if configuration else {}
    named = said.get("name", package)
    if named != package:
        folder = _folder(named) or folder
    return said.get("label", named.rpartition(".")[2]), folder


def _file(entry: str) -> str | None:
    """
    The file of the module that has the class `entry` ends with.
    """
    *packages, module, _ = entry.split(".")
    folder = _folder(".".join(packages))
    return os.path.join(folder, f"{module}.py") if folder else None


def _configured(file: str, wanted: str) -> Mapping[str, str]:
    """
    What the class of that name, or the only one, says of `name` and `label`.
    """
    try:
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
    except OSError:
        return {}
    if not SAID.search(text):
        return {}
    found = {
        node.name: _assigned(node)
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }
    if wanted:
        return found.get(wanted, {})
    default = [said for said in found.values() if said.get("default") == "True"]
    named = [said for said in found.values() if "name" in said and said.get("default") != "False"]
    chosen = default or named
    return chosen[0] if len(chosen) == 1 else {}


def _assigned(node: ast.ClassDef) -> dict[str, str]:
    return {
        target.id: str(line.value.value)
        for line in node.body
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def _folder(package: str) -> str | None:
    """
    The folder of a package, wherever on the path; nothing is imported.
    """
    path: Sequence[str] | None = None
    for part in package.split("."):
        found = importlib.machinery.PathFinder.find_spec(part, path)
        if found is None or not found.submodule_search_locations:
            return None
        path = list(found.submodule_search_locations)
    return path[0] if path else None

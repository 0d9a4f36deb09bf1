"""
Which Django apps does a wheel bring, and under which labels?
"""

import ast
import collections

from wheelwright.surface.promises import App
from wheelwright.surface.trees import Trees, assigned, classes, last, text


def apps(trees: Trees) -> dict[str, App]:
    """
    The app of each module that has an `apps.py`, by module.
    """
    found = {}
    for name, tree in trees.items():
        if not name.endswith("/apps.py"):
            continue
        module = name.removesuffix("/apps.py").replace("/", ".")
        for cls in classes(tree):
            if not any(last(base).endswith("Config") for base in cls.bases):
                continue
            values = assigned(cls.body)
            path = text(values.get("name"), module)
            found[path] = App(
                config=f"{module}.apps.{cls.name}",
                label=text(values.get("label"), path.rpartition(".")[2]),
                has_auto_field="default_auto_field" in values,
            )
    return found


def labels(trees: Trees, found: dict[str, App]) -> dict[str, str]:
    """
    The label of every app by its module, also of those without an `apps.py`: Django names one after
    the last part of its module. Two that would share a label cannot be installed together, and are
    told apart by their modules.
    """
    by_module = {module: app.label for module, app in found.items()}
    for name, tree in trees.items():
        if is_migration(name, tree):
            module = ".".join(name.split("/")[:-2])
            by_module.setdefault(module, module.rpartition(".")[2])
    shared = collections.Counter(by_module.values())
    return {m: label if shared[label] == 1 else m for m, label in by_module.items()}


def is_migration(name: str, tree: ast.Module) -> bool:
    """
    Whether Django would run a file as a migration: one in a folder `migrations` that defines or
    imports a `Migration`. A folder that is merely called so has none.
    """
    parts = name.split("/")
    if len(parts) < 3 or parts[-2] != "migrations" or parts[-1].startswith("_"):
        return False
    return any(
        (isinstance(n, ast.ClassDef) and n.name == "Migration")
        or (
            isinstance(n, ast.Import | ast.ImportFrom)
            and any((a.asname or a.name) == "Migration" for a in n.names)
        )
        or (isinstance(n, ast.Assign) and last(n.targets[0]) == "Migration")
        for n in tree.body
    )


def label_of(file: str, labels: dict[str, str]) -> str:
    """
    The label of the app that a file belongs to, by the longest matching module.
    """
    parts = file.split("/")[:-1]
    while parts:
        label = labels.get(".".join(parts))
        if label:
            return label
        parts.pop()
    return file.split("/")[0].removesuffix(".py")


def is_model_file(file: str) -> bool:
    """
    Whether Django looks for models in there.
    """
    return file.endswith("/models.py") or "/models/" in file

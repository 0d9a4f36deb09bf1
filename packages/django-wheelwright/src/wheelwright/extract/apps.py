"""
Which Django apps does a wheel bring, and under which labels?
"""

import ast

from wheelwright.extract.promises import App
from wheelwright.extract.trees import Trees, assigned, classes, last, text


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


def label_of(file: str, found: dict[str, App]) -> str:
    """
    The label of the app that a file belongs to, by the longest matching module.
    """
    parts = file.split("/")[:-1]
    while parts:
        app = found.get(".".join(parts))
        if app:
            return app.label
        parts.pop()
    return file.split("/")[0]


def is_model_file(file: str) -> bool:
    """
    Whether Django looks for models in there.
    """
    return file.endswith("/models.py") or "/models/" in file


def base_names(cls: ast.ClassDef) -> tuple[str, ...]:
    """
    The last words of a class's bases.
    """
    return tuple(last(base) for base in cls.bases)

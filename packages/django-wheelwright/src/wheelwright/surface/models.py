"""
Which tables, columns and permissions do a package's models stand for?
"""

import ast
from collections.abc import Iterator

from wheelwright.surface.apps import is_model_file, label_of
from wheelwright.surface.imports import Imports
from wheelwright.surface.promises import Model
from wheelwright.surface.trees import Trees, assigned, classes, keyword, last, literal, text

DEFAULT = ("add", "change", "delete", "view")
RELATIONS = ("ForeignKey", "OneToOneField")
UNSTORED = ("ManyToManyField", "GenericRelation", "GenericForeignKey")


def models(trees: Trees, labels: dict[str, str]) -> dict[str, Model]:
    """
    The concrete models by `label.name`; a field of an abstract parent counts as the model's own.
    """
    reader = _Reader(trees)
    found = {}
    for path, (file, cls) in reader.classes.items():
        meta = _meta(cls)
        if not reader.is_model(path) or literal(meta.get("abstract")) is True:
            continue
        label = text(meta.get("app_label")) or label_of(file, labels)
        key = f"{label}.{cls.name}"
        # Two classes of one name in an app cannot both be installed; neither hides the other here.
        found[key if key not in found else f"{label}.{path}"] = Model(
            name=cls.name,
            table=text(meta.get("db_table")) or f"{label}_{cls.name.lower()}",
            columns=reader.columns(path),
            permissions=_permissions(cls.name, meta),
        )
    return found


class _Reader:
    """
    The classes of all model files by dotted name, because two apps may call theirs the same.
    """

    def __init__(self, trees: Trees) -> None:
        self.imports = Imports(trees)
        self.classes: dict[str, tuple[str, ast.ClassDef]] = {}
        for file, tree in trees.items():
            if is_model_file(file):
                module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
                self.classes |= {f"{module}.{cls.name}": (file, cls) for cls in classes(tree)}

    def is_model(self, path: str, seen: frozenset[str] = frozenset()) -> bool:
        if path in seen:
            return False
        _, cls = self.classes[path]
        if any(last(base) == "Model" and isinstance(base, ast.Attribute) for base in cls.bases):
            return True
        return any(
            self.is_model(above, seen | {path}) if above in self.classes else name.endswith("Model")
            for above, name in self._bases(path)
        )

    def columns(self, path: str, seen: frozenset[str] = frozenset()) -> dict[str, str]:
        columns: dict[str, str] = {}
        _, cls = self.classes[path]
        for above, _ in self._bases(path):
            if above in self.classes and above not in seen | {path}:
                parent = self.classes[above][1]
                if literal(_meta(parent).get("abstract")) is True:
                    columns |= self.columns(above, seen | {path})
        for name, value in assigned(cls.body).items():
            if not isinstance(value, ast.Call) or last(value.func) in UNSTORED:
                continue
            kind = last(value.func)
            if kind.endswith("Field") or kind in RELATIONS:
                column = f"{name}_id" if kind in RELATIONS else name
                columns[name] = text(keyword(value, "db_column"), column)
        return columns

    def _bases(self, path: str) -> Iterator[tuple[str, str]]:
        """
        Each base of a class by dotted name, and by its last word.
        """
        module = path.rpartition(".")[0]
        for base in self.classes[path][1].bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            yield self.imports.path(module, plain), last(plain)


def _meta(cls: ast.ClassDef) -> dict[str, ast.expr]:
    inner = next((s for s in cls.body if isinstance(s, ast.ClassDef) and s.name == "Meta"), None)
    return assigned(inner.body) if inner else {}


def _permissions(name: str, meta: dict[str, ast.expr]) -> frozenset[str]:
    default = literal(meta.get("default_permissions"))
    verbs = default if isinstance(default, tuple | list) else DEFAULT
    own = literal(meta.get("permissions"))
    names = [pair[0] for pair in own] if isinstance(own, tuple | list) else []
    return frozenset([f"{verb}_{name.lower()}" for verb in verbs] + names)

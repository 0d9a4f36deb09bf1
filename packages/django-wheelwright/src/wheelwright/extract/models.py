"""
Which tables, columns and permissions do a package's models stand for?
"""

import ast

from wheelwright.extract.apps import base_names, is_model_file, label_of
from wheelwright.extract.promises import App, Model
from wheelwright.extract.trees import Trees, assigned, classes, keyword, last, literal, text

DEFAULT = ("add", "change", "delete", "view")
RELATIONS = ("ForeignKey", "OneToOneField")
UNSTORED = ("ManyToManyField", "GenericRelation", "GenericForeignKey")


def models(trees: Trees, apps: dict[str, App]) -> dict[str, Model]:
    """
    The concrete models by `label.name`; a field of an abstract parent counts as the model's own.
    """
    known: dict[str, tuple[str, ast.ClassDef]] = {
        cls.name: (file, cls)
        for file, tree in trees.items()
        if is_model_file(file)
        for cls in classes(tree)
    }
    found = {}
    for name, (file, cls) in known.items():
        meta = _meta(cls)
        if not _is_model(cls, known) or literal(meta.get("abstract")) is True:
            continue
        label = text(meta.get("app_label")) or label_of(file, apps)
        found[f"{label}.{name}"] = Model(
            name=name,
            table=text(meta.get("db_table")) or f"{label}_{name.lower()}",
            columns=_columns(cls, known),
            permissions=_permissions(name, meta),
        )
    return found


def _is_model(cls: ast.ClassDef, known: dict[str, tuple[str, ast.ClassDef]]) -> bool:
    if any(last(base) == "Model" and isinstance(base, ast.Attribute) for base in cls.bases):
        return True
    return any(
        name.endswith("Model") or (name in known and _is_model(known[name][1], known))
        for name in base_names(cls)
        if name != cls.name
    )


def _meta(cls: ast.ClassDef) -> dict[str, ast.expr]:
    inner = next((s for s in cls.body if isinstance(s, ast.ClassDef) and s.name == "Meta"), None)
    return assigned(inner.body) if inner else {}


def _columns(cls: ast.ClassDef, known: dict[str, tuple[str, ast.ClassDef]]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for base in base_names(cls):
        if base in known and base != cls.name:
            parent = known[base][1]
            if literal(_meta(parent).get("abstract")) is True:
                columns |= _columns(parent, known)
    for name, value in assigned(cls.body).items():
        if not isinstance(value, ast.Call) or last(value.func) in UNSTORED:
            continue
        kind = last(value.func)
        if kind.endswith("Field") or kind in RELATIONS:
            column = f"{name}_id" if kind in RELATIONS else name
            columns[name] = text(keyword(value, "db_column"), column)
    return columns


def _permissions(name: str, meta: dict[str, ast.expr]) -> frozenset[str]:
    default = literal(meta.get("default_permissions"))
    verbs = default if isinstance(default, tuple | list) else DEFAULT
    own = literal(meta.get("permissions"))
    names = [pair[0] for pair in own] if isinstance(own, tuple | list) else []
    return frozenset([f"{verb}_{name.lower()}" for verb in verbs] + names)

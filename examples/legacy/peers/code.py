"""
The monolith with some classes in another app: what a person does before migrations are written.

The monolith goes on importing them from legacy_app.models, as most projects do for a while.
"""

import dataclasses
import re

from examples.legacy.monolith.models.every import models
from examples.legacy.monolith.texts import models_file
from examples.legacy.monolith.values import Model, Text

# Constants that other files import from legacy_app.models.
_ASKED_FOR = ("PLAN_STATUSES",)
_SHARED = re.compile(r"^(?:class|def) (\w+)|^([A-Z_]+) =", re.MULTILINE)


def moved(names: tuple[str, ...], *, keep_tables: bool) -> tuple[Text, ...]:
    """
    The files that differ. `keep_tables` writes db_table into each class, as recipes tell.
    """
    everything = models(60)
    stay = tuple(_aimed(model, names) for model in everything if model.name not in names)
    go = tuple(_leaving(model, names, keep_tables) for model in everything if model.name in names)
    left = models_file.write(stay) + "\n\n\nfrom moved.models import (  # noqa: E402\n    "
    known = [each for each in _ASKED_FOR if each not in left]
    left += ",\n    ".join([*names, *known]) + ",\n)\n"
    written = models_file.write(go)
    constants = written[len(models_file.HEAD) : written.index(models_file.SHARED)]
    classes = written[written.index(models_file.SHARED) + len(models_file.SHARED) :]
    shared = sorted(
        name
        for name in (a or b for a, b in _SHARED.findall(models_file.SHARED))
        if re.search(rf"\b{name}\b", classes)
    )
    borrowed = "".join(f"    {name},\n" for name in shared)
    text = models_file.HEAD + (
        f"from legacy_app.models import (\n{borrowed})\n" if borrowed else ""
    )
    text += constants
    return (
        Text(path="legacy_app/models.py", text=left),
        Text(path="moved/__init__.py", text=""),
        Text(path="moved/migrations/__init__.py", text=""),
        Text(path="moved/models.py", text=text + classes + "\n"),
    )


def _aimed(model: Model, names: tuple[str, ...]) -> Model:
    """
    What stays names what goes by its new label.
    """
    return _renamed(model, {name: f"moved.{name}" for name in names})


def _leaving(model: Model, names: tuple[str, ...], keep: bool) -> Model:
    """
    What goes names what stays by its label, and keeps its table if somebody said so.
    """
    others = {each.name: f"legacy_app.{each.name}" for each in models(60) if each.name not in names}
    moved = _renamed(model, others)
    if not keep or model.proxy or model.option("db_table"):
        return moved
    table = ("db_table", f'"legacy_app_{model.name.lower()}"')
    return dataclasses.replace(moved, meta=(*moved.meta, table))


def _renamed(model: Model, labels: dict[str, str]) -> Model:
    def told(text: str) -> str:
        return re.sub(r'"([A-Z]\w+)"', lambda m: f'"{labels.get(m[1], m[1])}"', text)

    fields = tuple(dataclasses.replace(field, text=told(field.text)) for field in model.fields)
    body = re.sub(
        r'GenericRelation\("(\w+)"\)',
        lambda m: f'GenericRelation("{labels.get(m[1], m[1])}")',
        model.body,
    )
    return dataclasses.replace(model, fields=fields, body=body)

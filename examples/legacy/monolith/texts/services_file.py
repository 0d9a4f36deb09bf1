"""
What does legacy_app/services.py say after the part that people wrote by hand?

Ten years of copies: the same functions for every model, each with the habits of its year.
"""

import zlib

from examples.legacy.monolith.values import Field, Model

_CREATE = '''

def create_{one}({arguments}, user=None, **extra):
    """Make {article} {said}."""
    row = models.{Model}({passed})
    for name, value in extra.items():
        if value is not None and name in {known}:
            row.__dict__[name] = value
    row.save()
    _audit(row, "{one}.created", user)
    return row
'''
_UPDATE = """

def update_{one}(row, user=None, notify=False, **changes):
    before = _snapshot(row)
    touched = []
    for name in {known}:
        if name in changes and changes[name] != row.__dict__.get(name):
            row.__dict__[name] = changes[name]
            touched.append(name)
    if touched:
        row.save()
        _audit(row, "{one}.changed", user, before=before, after=_snapshot(row))
    if notify and touched:
        logger.info("{one} %s changed: %s", row.pk, ", ".join(touched))
    return row
"""
_UPDATE_2 = """

# nearly update_{one}; this one is used by the import
def update_{one}_v2(pk, data, user=None):
    with transaction.atomic():
        row = models.{Model}.objects.select_for_update().get(pk=pk)
        before = _snapshot(row)
        clean = {{name: data[name] for name in {known} if data.get(name) not in (None, "")}}
        models.{Model}.objects.filter(pk=pk).update(**clean)
        row.refresh_from_db()
        _audit(row, "{one}.imported", user, before=before, after=_snapshot(row))
    return row
"""
_LIST = """

def list_{one}s(search="", limit=200, **filters):
    rows = models.{Model}.objects.all()
    if filters:
        rows = rows.filter(**filters)
    if search:
        rows = rows.filter({search}__icontains=search)
    return list(rows[:limit])
"""
_EXPORT = '''

def export_{one}s(file, rows=None):
    """CSV for the client. The order of the columns is agreed with them, keep it."""
    writer = csv.writer(file)
    writer.writerow({columns})
    for row in models.{Model}.objects.all() if rows is None else rows:
        writer.writerow([{cells}])
    return file
'''
_COPY = """

def copy_{one}(row, **changes):
    copied = models.{Model}.objects.get(pk=row.pk)
    copied.pk = None
    copied._state.adding = True
    for name, value in changes.items():
        setattr(copied, name, value)  # whatever it is
    return copied
"""
_REMOVE = """

def remove_{one}(row, user=None, force=False):
    if not force and _has_comments(row):
        raise ServiceError("There are comments about this {said}. Ask for force.")
    _audit(row, "{one}.removed", user, before=_snapshot(row))
    row.delete()
"""
_ROUND = """

def {one}_total(rows=None):
    total = Decimal("0")
    for row in models.{Model}.objects.all() if rows is None else rows:
        total += row.{amount} or 0
    return total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
"""
_LATE = """

def {one}s_between(first, last):
    # Both days inclusive, like everywhere (except in the carrier feed).
    return models.{Model}.objects.filter({day}__gte=first, {day}__lte=last)
"""


def write(models: tuple[Model, ...], *, head: str) -> str:
    """
    The whole file: what is written by hand, then what was copied for every model.
    """
    return head + "".join(_functions(model) for model in models if not model.proxy)


def _functions(model: Model) -> str:
    plain = [
        f for f in model.fields if not f.relation and not f.virtual and "Generated" not in f.text
    ]
    settable = [f for f in plain if "auto_now" not in f.text]
    keys = [f for f in model.fields if f.text.startswith(("models.ForeignKey", "models.OneToOne"))]
    required = [f for f in [*keys, *settable] if _required(f)]
    said = "".join(f" {c.lower()}" if c.isupper() else c for c in model.name).strip()
    words = {
        "Model": model.name,
        "one": said.replace(" ", "_"),
        "said": said,
        "article": "an" if said[0] in "aeiou" else "a",
        "arguments": ", ".join(f.name for f in required) or "name=None",
        "passed": ", ".join(f"{f.name}={f.name}" for f in required),
        "known": repr([f.name for f in settable]),
        "columns": repr([f.name for f in plain]),
        "cells": ", ".join(f"row.{f.name}" for f in plain),
    }
    return "".join(template.format(**words, **more) for template, more in _chosen(model, settable))


def _chosen(model: Model, fields: list[Field]) -> list[tuple[str, dict[str, str]]]:
    chosen: list[tuple[str, dict[str, str]]] = [(_CREATE, {}), (_UPDATE, {})]
    if zlib.crc32(model.name.encode()) % 3:
        chosen.append((_UPDATE_2, {}))
    for template, kind, word in (
        (_LIST, "CharField", "search"),
        (_ROUND, "DecimalField", "amount"),
        (_LATE, "DateField", "day"),
    ):
        found = next((f.name for f in fields if kind in f.text), None)
        if found:
            chosen.append((template, {word: found}))
    return [*chosen, (_EXPORT, {}), (_COPY, {}), (_REMOVE, {})]


def _required(field: Field) -> bool:
    return not any(word in field.text for word in ("default", "null=True", "blank=True"))

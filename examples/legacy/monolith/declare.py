"""
How is a field's declaration written in a migration, in a history table, and how was it once?
"""

import ast
import random

from examples.legacy.monolith.constants import CHOICES, FUNCTIONS, literal

_RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")


def _call(text: str) -> ast.Call:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call), text
    return call


def _kind(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr


def _words(call: ast.Call) -> dict[str, str]:
    return {word.arg or "": ast.unparse(word.value) for word in call.keywords}


def _build(kind: str, words: dict[str, str]) -> str:
    return f"models.{kind}({', '.join(f'{name}={value}' for name, value in words.items())})"


def _target(call: ast.Call, model: str) -> str:
    word = call.args[0]
    if not isinstance(word, ast.Constant):
        return ast.unparse(word)
    if word.value == "self":
        return f"'legacy_app.{model.lower()}'"
    return repr(word.value.lower() if "." in word.value else f"legacy_app.{word.value.lower()}")


def in_migration(text: str, *, model: str) -> str:
    """
    The declaration as Django writes it into a migration of the model.
    """
    call = _call(text)
    kind, words = _kind(call), _words(call)
    for name, value in words.items():
        if value in CHOICES:
            words[name] = literal(value)
        elif value in FUNCTIONS:
            words[name] = f"legacy_app.models.{value}"
        elif name == "through":
            words[name] = repr(f"legacy_app.{ast.literal_eval(value)}")
    if "primary_key" in words:
        words["serialize"] = "False"
    if kind in _RELATIONS:
        words["to"] = _target(call, model)
    return _build(kind, words)


def in_history(text: str, *, model: str) -> str:
    """
    The declaration as django-simple-history copies it into the model's history.
    """
    call = _call(in_migration(text, model=model))
    kind, words = _kind(call), _words(call)
    words.pop("serialize", None)
    if kind in _RELATIONS:
        return _build(
            "ForeignKey",
            {
                "blank": "True",
                "db_constraint": "False",
                "null": "True",
                "on_delete": "models.DO_NOTHING",
                "related_name": "'+'",
                "to": words["to"],
            },
        )
    if words.pop("primary_key", None) or words.pop("unique", None):
        words["db_index"] = "True"
    if words.pop("auto_now_add", None) or words.pop("auto_now", None):
        words |= {"blank": "True", "editable": "False"}
    if kind == "BigAutoField":
        kind = "BigIntegerField"
    if kind == "FileField":
        kind = "TextField"
        words.pop("upload_to")
        words["max_length"] = "100"
    return _build(kind, words)


def earlier(text: str, *, model: str, chance: random.Random, columns: bool) -> str:
    """
    What the field may have been before: shorter, with fewer choices, or with another help text.
    `columns` says whether the column itself may have been another.
    """
    call = _call(in_migration(text, model=model))
    kind, words = _kind(call), _words(call)
    hint = f"'Ask {chance.choice(('Ops', 'Payroll', 'Hana', 'the broker'))} ({chance.randint(100, 999)}).'"
    if "choices" in words and chance.random() < 0.5:
        known = ast.literal_eval(words["choices"])
        words["choices"] = repr(known[: max(2, len(known) - chance.randint(1, 3))])
        words["help_text"] = hint
    elif columns and kind == "CharField" and "unique" not in words:
        words["max_length"] = str(max(2, int(words["max_length"]) - chance.randint(1, 9)))
    elif columns and kind == "DecimalField":
        words["max_digits"] = str(max(4, int(words["max_digits"]) - 1))
        words["help_text"] = hint
    else:
        words["help_text"] = hint
    return _build(kind, words)

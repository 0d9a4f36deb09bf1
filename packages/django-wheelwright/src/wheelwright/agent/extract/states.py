"""
Which models does the project's state have before and after a move? No model is rendered for it.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation

type Key = tuple[str, str]
type AnyField = Any  # a model field; the stubs want two parameters that it has not when it runs


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    A model in the state, where it goes, and the table that it keeps.
    """

    old: Key
    new: Key
    label: str  # the new one
    table: str


type Moves = Mapping[Key, Move]


def moves(said: list[Mapping[str, str]]) -> Moves:
    """
    The moves as the tool says them: "legacy.Plan" -> "enrolments_app.Plan".
    """
    found = (
        Move(old=_key(m["old"]), new=_key(m["new"]), label=m["new"], table=m["table"]) for m in said
    )
    return {move.old: move for move in found}


def _key(label: str) -> Key:
    app, _, name = label.partition(".")
    return app, name.lower()


def moved(state: ProjectState, move: Move, wanted: Moves) -> ModelState:
    """
    The model as the new app has it: every reference follows, the table has its name written down.
    """
    old = state.models[move.old]
    options = dict(old.options)
    if not options.get("proxy"):
        options["db_table"] = move.table
    return ModelState(
        app_label=move.new[0],
        name=old.name,
        fields={name: followed(move.old, f, wanted) or f for name, f in old.fields.items()},
        options=options,
        bases=followed_bases(old, wanted) or old.bases,
        managers=old.managers,
    )


def staying(
    state: ProjectState, wanted: Moves
) -> Iterator[tuple[ModelState, dict[str, AnyField], tuple[Any, ...] | None]]:
    """
    Each model that stays and names one that goes: its fields that follow, and its bases if they do.
    """
    for key, model in sorted(state.models.items()):
        if key in wanted:
            continue
        fields = {
            name: changed
            for name, field in model.fields.items()
            if (changed := followed(key, field, wanted)) is not None
        }
        bases = followed_bases(model, wanted)
        if fields or bases:
            yield model, fields, bases


def followed(key: Key, field: AnyField, wanted: Moves) -> AnyField | None:
    """
    The field with what it names under its new label; None if it names nothing that moves.
    """
    remote: Any = field.remote_field
    if not remote:
        return None
    to = wanted.get(resolve_relation(remote.model, *key))
    written = getattr(remote, "through", None)
    through = wanted.get(resolve_relation(written, *key)) if written else None
    if to is None and through is None:
        return None
    changed: Any = field.clone()
    if to is not None:
        changed.remote_field.model = to.label
    if through is not None:
        changed.remote_field.through = through.label
    return changed


def followed_bases(model: ModelState, wanted: Moves) -> tuple[Any, ...] | None:
    """
    The bases with new labels; None if none of them moves.
    """
    new = {".".join(move.old): ".".join(move.new) for move in wanted.values()}
    bases = tuple(
        new.get(base.lower(), base) if isinstance(base, str) else base for base in model.bases
    )
    return bases if bases != tuple(model.bases) else None

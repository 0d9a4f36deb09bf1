"""
Which models cannot be parted from those that were named, and what do they bring along?
"""

from collections.abc import Iterator

from wheelwright.extract.values import Companion, Model, Place, Survey


def together(survey: Survey, source: str, named: tuple[str, ...]) -> tuple[Companion, ...]:
    """
    Each further model of the source app that has to move because of a named one, and why.
    """
    found: dict[str, Companion] = {}
    waiting = list(named)
    while waiting:
        model = survey.model(waiting.pop(0))
        if model is None:
            continue
        for companion in _of(survey, model):
            other = survey.model(companion.label)
            if other is None or other.app != source or other.through_of:
                continue
            if companion.label not in found and companion.label not in named:
                found[companion.label] = companion
                waiting.append(companion.label)
    return tuple(found.values())


def _of(survey: Survey, model: Model) -> Iterator[Companion]:
    def because(label: str, reason: str, place: Place) -> Companion:
        return Companion(label=label, because_of=model.label, reason=reason, place=place)

    for parent in model.parents:
        why = "is the model it is a proxy of" if model.proxy else "is its parent: they share a row"
        yield because(parent, why, model.place)
    for other in survey.models:
        if model.label in other.parents:
            why = "is a proxy of it" if other.proxy else "inherits from it: they share a row"
            yield because(other.label, why, other.place)
        if other.history_of == model.label:
            yield because(other.label, "keeps its history", other.place)
    for relation in survey.relations:
        if relation.source == model.label and relation.through:
            yield because(
                relation.through, f"is the table of its field {relation.field}", relation.place
            )


def groups(survey: Survey, labels: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """
    The same labels in groups that cannot be parted, in their order.
    """
    left = list(labels)
    found: list[tuple[str, ...]] = []
    while left:
        group = [left.pop(0)]
        for label in group:  # it grows
            model = survey.model(label)
            near = {companion.label for companion in _of(survey, model)} if model else set()
            back = {
                other
                for other in left
                if (m := survey.model(other)) and any(c.label == label for c in _of(survey, m))
            }
            taken = [other for other in left if other in near | back]
            group += taken
            left = [other for other in left if other not in taken]
        found.append(tuple(group))
    return tuple(found)


def brought(survey: Survey, labels: frozenset[str]) -> tuple[Companion, ...]:
    """
    The project's own mixins, abstract bases and managers of what moves: they go where nobody who stays
    needs them, else they stay and are imported.
    """
    users: dict[str, list[Model]] = {}
    places: dict[str, tuple[Place, str]] = {}
    own = tuple(app.module for app in survey.apps if app.own)
    for model in survey.models:
        for base in model.bases:
            if base.own:
                users.setdefault(base.path, []).append(model)
                kind = "abstract base" if base.abstract else "mixin"
                places[base.path] = (base.place, kind)
        for manager in model.managers:
            if manager.startswith(tuple(f"{module}." for module in own)):
                users.setdefault(manager, []).append(model)
                places.setdefault(manager, (model.place, "manager"))
    found = []
    for path, models in sorted(users.items()):
        movers = [model.label for model in models if model.label in labels]
        stayers = [model.label for model in models if model.label not in labels]
        if not movers:
            continue
        place, kind = places[path]
        reason = f"is its {kind}; nobody else needs it"
        if stayers:
            also = ", ".join(stayers[:3]) + (" and others" if len(stayers) > 3 else "")
            reason = f"is its {kind}, and that of {also}: it stays and is imported"
        found.append(
            Companion(
                label=path, because_of=movers[0], reason=reason, place=place, goes=not stayers
            )
        )
    return tuple(found)

"""
Where would this app come apart most cheaply? Groups of models with many ties inside and few across.

Ties are weighed by what cutting them costs: models that share a row are never parted; a one-to-one key and
a many-to-many field bind more than a plain key. Groups are joined while that raises their modularity
(Clauset, Newman, Moore 2004), so a model that everybody names does not glue everything together.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from wheelwright.extract.plan import companions
from wheelwright.extract.values import Relation, Survey

WEIGHTS = {"key": 2.0, "one-to-one": 4.0, "many-to-many": 3.0, "generic": 0.5, "parent": 9.0}

type Ties = Mapping[frozenset[int], float]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """
    Models that could move together, under the name of the one that most others name.
    """

    name: str
    models: tuple[str, ...]
    inside: int  # relations among them
    cuts: tuple[Relation, ...]  # relations from or to the rest of the app

    @property
    def cost(self) -> float:
        """
        The share of their relations that would be cut; the cheapest cut comes first.
        """
        return len(self.cuts) / ((self.inside + len(self.cuts)) or 1)


def clusters(survey: Survey, source: str) -> tuple[Cluster, ...]:
    """
    The app's models in clusters, the cheapest to take out first.
    """
    models = {m.label for m in survey.models if m.app == source and not m.through_of}
    units = companions.groups(survey, tuple(m.label for m in survey.models if m.label in models))
    unit_of = {label: number for number, unit in enumerate(units) for label in unit}
    relations = tuple(r for r in survey.relations if r.source in unit_of and r.target in unit_of)
    ties: dict[frozenset[int], float] = {}
    for relation in relations:
        pair = frozenset((unit_of[relation.source], unit_of[relation.target]))
        if len(pair) == 2:
            ties[pair] = ties.get(pair, 0.0) + WEIGHTS.get(relation.kind, 1.0)
    found = (
        tuple(label for unit in sorted(group) for label in units[unit])
        for group in _joined(range(len(units)), ties)
    )
    made = [_cluster(labels, relations) for labels in found]
    return tuple(sorted(made, key=lambda c: (len(c.models) == 1, c.cost, -len(c.models), c.name)))


def _cluster(labels: tuple[str, ...], relations: tuple[Relation, ...]) -> Cluster:
    members = frozenset(labels)
    inside = [r for r in relations if r.source in members and r.target in members]
    cuts = tuple(r for r in relations if (r.source in members) != (r.target in members))
    # A model that everything may have, such as a comment, is not what the others are about.
    named = [r.target for r in (*inside, *cuts) if r.target in members and r.kind != "generic"]
    name = max(labels, key=lambda label: (named.count(label), -len(label)))
    return Cluster(name=name, models=labels, inside=len(inside), cuts=cuts)


def _joined(units: Iterable[int], ties: Ties) -> list[frozenset[int]]:
    """
    Join the two groups that gain most, until no two gain anything.
    """
    groups = {unit: frozenset({unit}) for unit in units}
    total = sum(ties.values())
    if not total:
        return list(groups.values())
    degree = dict.fromkeys(groups, 0.0)
    between: dict[int, dict[int, float]] = {unit: {} for unit in groups}
    for pair, weight in ties.items():
        one, other = sorted(pair)
        between[one][other] = between[other][one] = weight
        degree[one] += weight
        degree[other] += weight
    while True:
        gains = [
            (weight / total - degree[one] * degree[other] / (2 * total * total), -one, -other)
            for one, near in between.items()
            for other, weight in near.items()
            if one < other
        ]
        if not gains or max(gains)[0] <= 0:
            return list(groups.values())
        _, one, other = max(gains)
        _join(-one, -other, groups, degree, between)


def _join(
    one: int,
    other: int,
    groups: dict[int, frozenset[int]],
    degree: dict[int, float],
    between: dict[int, dict[int, float]],
) -> None:
    groups[one] |= groups.pop(other)
    degree[one] += degree.pop(other)
    for near, weight in between.pop(other).items():
        del between[near][other]
        if near != one:
            between[one][near] = between[near][one] = between[one].get(near, 0.0) + weight

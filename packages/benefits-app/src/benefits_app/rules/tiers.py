"""
Which tier is a household in, and do the tiers of a plan leave any household out?
"""

import itertools
import math
from collections.abc import Collection, Mapping, Sequence

from benefits_app.data import SELF, Tier
from benefits_app.errors import NoTier, TierAmbiguous
from benefits_app.rules.relationships import COMPARES

AT_MOST: Mapping[str, int] = {SELF: 1, "spouse": 1, "partner": 1}
"""Of these relationships nobody has more, so no tier has to be for more."""

type _Axes = Mapping[str, frozenset[int]]


def tier_of(tiers: Sequence[Tier], counts: Mapping[str, int]) -> str:
    """
    The tier of a household, by how many of each pricing relationship it has.

    A plan without tiers has the tier "".

    Raises:
        NoTier: if none fits.
        TierAmbiguous: if several do.
    """
    if not tiers:
        return ""
    found = [tier.code for tier in tiers if _fits(tier, counts)]
    if not found:
        raise NoTier(_text(counts))
    if len(found) > 1:
        raise TierAmbiguous(_text(counts), found)
    return found[0]


def require_one_for_each(
    tiers: Sequence[Tier],
    *,
    relationships: Collection[str] = (),
    at_most: Mapping[str, int] = AT_MOST,
) -> None:
    """
    Check the tiers against every household that they can tell apart.

    `relationships` are those that the plan prices; `at_most` says of which a household has only
    so many. Counts between two that tiers name are all alike, so this is a proof.

    Raises:
        NoTier: if a household has none.
        TierAmbiguous: if a household has several.
    """
    axes = _axes(tiers, relationships, at_most) if tiers else {}
    boxes: list[_Axes] = [
        {name: _allowed(tier, name, axes[name]) for name in axes} for tier in tiers
    ]
    for one, other in itertools.combinations(boxes, 2):
        common = {name: one[name] & other[name] for name in axes}
        if all(common.values()):
            tier_of(tiers, {name: min(counts) for name, counts in common.items()})
    _require_all_covered(boxes, axes)


def _axes(
    tiers: Sequence[Tier], relationships: Collection[str], at_most: Mapping[str, int]
) -> dict[str, frozenset[int]]:
    """
    For each relationship the counts that stand for all: those at and beside what tiers name.
    """
    telling = {name: {0, 1} for name in relationships}
    for wanted in (wanted for tier in tiers for wanted in tier.requires):
        near = {max(0, wanted.count + step) for step in (-1, 0, 1)}
        telling.setdefault(wanted.relationship, {0, 1}).update(near)
    axes = {
        name: frozenset(count for count in telling[name] if count <= at_most.get(name, count))
        for name in sorted(telling)
    }
    return {**axes, SELF: frozenset({1})}


def _require_all_covered(boxes: list[_Axes], axes: _Axes) -> None:
    # Boxes that do not overlap cover everything exactly if their sizes add up to it: no need to
    # go through all households, of which many relationships make too many.
    left = dict(axes)
    found: dict[str, int] = {}
    for name, counts in axes.items():
        if _size(boxes, left) == math.prod(map(len, left.values())):
            return
        del left[name]
        for count in sorted(counts):
            inside = [box for box in boxes if count in box[name]]
            if _size(inside, left) < math.prod(map(len, left.values())):
                boxes, found[name] = inside, count
                break
    if found and not boxes:
        raise NoTier(_text(found))


def _size(boxes: list[_Axes], axes: _Axes) -> int:
    return sum(math.prod(len(box[name]) for name in axes) for box in boxes)


def _allowed(tier: Tier, relationship: str, counts: Collection[int]) -> frozenset[int]:
    wanted = [each for each in tier.requires if each.relationship == relationship]
    if not wanted and relationship != SELF:
        return frozenset({0})
    return frozenset(
        count
        for count in counts
        if all(COMPARES[each.operator](count, each.count) for each in wanted)
    )


def _fits(tier: Tier, counts: Mapping[str, int]) -> bool:
    named = {wanted.relationship for wanted in tier.requires} | {SELF}
    if any(count for relationship, count in counts.items() if relationship not in named):
        return False
    return all(
        COMPARES[wanted.operator](counts.get(wanted.relationship, 0), wanted.count)
        for wanted in tier.requires
    )


def _text(counts: Mapping[str, int]) -> str:
    people = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()) if count)
    return f"a household of {people or 'nobody'}"

"""
Which tier is a household in, and do the tiers of a plan leave any household out?
"""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from benefits_app.data import SELF, Tier
from benefits_app.errors import NoTier, TierAmbiguous
from benefits_app.rules.households import COMPARES

AT_MOST: Mapping[str, int] = {SELF: 1, "spouse": 1, "partner": 1}
"""Of these relationships nobody has more, so no tier has to be for more."""


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
    if not tiers:
        return
    for counts in _households(tiers, relationships, at_most):
        tier_of(tiers, counts)


def _households(
    tiers: Sequence[Tier], relationships: Collection[str], at_most: Mapping[str, int]
) -> Iterator[dict[str, int]]:
    telling = {name: {0, 1} for name in relationships}
    for wanted in (wanted for tier in tiers for wanted in tier.requires):
        near = {max(0, wanted.count + step) for step in (-1, 0, 1)}
        telling.setdefault(wanted.relationship, {0, 1}).update(near)
    telling.pop(SELF, None)
    names = sorted(telling)
    ranges = [
        sorted(count for count in telling[name] if name not in at_most or count <= at_most[name])
        for name in names
    ]
    for numbers in itertools.product(*ranges):
        yield {SELF: 1, **dict(zip(names, numbers, strict=True))}


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

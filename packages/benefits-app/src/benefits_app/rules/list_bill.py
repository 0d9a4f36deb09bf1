"""
Who pays in a plan that lists its members (C-07)?
"""

from collections.abc import Mapping

GROWN_UP = 21
PAYING_CHILDREN = 3


def free_children(ages: Mapping[str, int]) -> frozenset[str]:
    """
    Of the children, by key with their ages, those who cost nothing.

    Those of 21 or more always pay; of the others the three oldest do. Of two of one age the one
    that is named first pays.
    """
    minors = [key for key, age in ages.items() if age < GROWN_UP]
    oldest_first = sorted(minors, key=lambda key: -ages[key])
    return frozenset(oldest_first[PAYING_CHILDREN:])

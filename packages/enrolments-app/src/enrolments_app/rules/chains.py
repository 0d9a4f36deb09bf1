"""
Which covers go on from each other?
"""

from collections.abc import Iterable
from uuid import UUID


def chain_of(start: UUID, links: Iterable[tuple[UUID, UUID | None]]) -> frozenset[UUID]:
    """
    Everything that is before or after `start`, by links of a cover and its predecessor.
    """
    neighbours: dict[UUID, set[UUID]] = {}
    for cover, predecessor in links:
        if predecessor is not None:
            neighbours.setdefault(cover, set()).add(predecessor)
            neighbours.setdefault(predecessor, set()).add(cover)
    found, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return frozenset(found)

"""
Which covers go on from each other?
"""

import dataclasses
from collections.abc import Iterable, Iterator
from uuid import UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """
    A cover, what it follows, and whether it was carried over from the plan year before.
    """

    cover: UUID
    predecessor: UUID | None
    option: UUID
    carried_over: bool


def evidence_links(covers: Iterable[Link]) -> Iterator[tuple[UUID, UUID | None]]:
    """
    Along which links an insurer's answer holds (C-18): within one option, and into the next plan
    year by a carry-over, whatever its option is called there. Whoever chooses another option is
    asked for evidence anew.
    """
    known = {link.cover: link for link in covers}
    for link in known.values():
        before = known.get(link.predecessor) if link.predecessor else None
        if before is not None and (link.carried_over or before.option == link.option):
            yield link.cover, link.predecessor


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

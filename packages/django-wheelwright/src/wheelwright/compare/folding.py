"""
Which rows of a long report say the same, and which are only counted?
"""

import collections
import dataclasses
import re
from collections.abc import Iterable

from wheelwright.compare.change import Change

DOTTED = re.compile(r"(?:\w+\.)+(\w+)")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """
    A change, how many others say the same of other names, and how many rows after it are left out.
    """

    change: Change
    others: int = 0
    left: int = 0


def folded(changes: Iterable[Change], *, longest: int | None) -> tuple[Fold, ...]:
    """
    One row for changes that say the same of different names, and at most `longest` rows of one code
    and step; all of them for None.
    """
    if longest is None:
        return tuple(Fold(change=change) for change in changes)
    same: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        said = DOTTED.sub(r"\1", change.message)
        same.setdefault((*_kind(change), said, change.exception), []).append(change)
    rows = [Fold(change=each[0], others=len(each) - 1) for each in same.values()]
    total = collections.Counter(_kind(row.change) for row in rows)
    told: collections.Counter[tuple[object, ...]] = collections.Counter()
    found = []
    for row in rows:
        kind = _kind(row.change)
        told[kind] += 1
        if told[kind] <= longest:
            last = told[kind] == longest and total[kind] > longest
            found.append(dataclasses.replace(row, left=total[kind] - longest if last else 0))
    return tuple(found)


def _kind(change: Change) -> tuple[object, ...]:
    return change.code, change.bump, change.deploy, change.is_fault

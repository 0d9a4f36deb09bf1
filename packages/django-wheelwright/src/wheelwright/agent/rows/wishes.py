"""
What has somebody learned about a package's rows that no schema says?
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """
    `without` leaves out what keeps rows from being all alike (see `variety`). `kinds` says of which
    kind a text column's texts are (see `shapes`), by table and column; a `*` stands for all tables, or
    for all columns. `keys` are in every JSON object.
    """

    without: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = dataclasses.field(default_factory=dict)
    keys: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, without: Sequence[str], kinds: Mapping[str, str] | None, keys: Sequence[str]
    ) -> Wishes:
        """
        Wishes from plain values.
        """
        return cls(without=frozenset(without), kinds=kinds or {}, keys=tuple(keys))

    def kind_of(self, table: str, column: str) -> str | None:
        """
        What is known of a column's texts, if anything is.
        """
        names = (f"{table}.{column}", f"*.{column}", "*")
        return next((self.kinds[name] for name in names if name in self.kinds), None)

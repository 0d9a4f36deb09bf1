"""
What an upgrade did not keep, as values: rows and values that are gone or different.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """
    Rows of a table, or values of a column if one is named, that nothing holds any more.

    Rows are stranded in a table that no model of the candidate reads; `meant_for` is the new table
    that looks as if they should be in it.
    """

    table: str
    column: str | None
    count: int
    sample: tuple[tuple[str, str], ...] = ()
    stranded: bool = False
    meant_for: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    Values of a column that survived as something else: key, before, after.
    """

    table: str
    column: str
    count: int
    sample: tuple[tuple[str, str, str], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conservation:
    """
    Everything that an upgrade did not keep.
    """

    losses: tuple[Loss, ...]
    changes: tuple[Change, ...]

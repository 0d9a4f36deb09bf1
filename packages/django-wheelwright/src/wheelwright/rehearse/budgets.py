"""
How much may an upgrade cost before it is an error? The defaults; a project may set its own.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """
    Limits that rules measure by, and the size of production that they look ahead to.

    A table with fewer rows than `small_table_rows` is a lookup table and is taken to stay one;
    any other one has `production_rows` in production.
    """

    lock_seconds: float = 1.0
    wait_seconds: float = 1.0
    backfill_rows: int = 10_000
    small_table_rows: int = 1_000
    production_rows: int = 10_000_000
    many_tables: int = 3

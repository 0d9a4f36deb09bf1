"""
The candidate's migrations on the old release's rows, on fewer rows, and on no rows.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.rehearse.facts.failure import Failure, Sample
from wheelwright.rehearse.facts.interruptions import Place
from wheelwright.rehearse.facts.schema import Catalogue
from wheelwright.report.model import Migration

GRACE = 10.0  # seconds, and as many times those of the first run


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """
    The candidate's migrations on the old release's rows.
    """

    migrations: tuple[Migration, ...]
    failure: Failure | None
    before: Catalogue
    after: Catalogue
    rows_before: dict[str, int]
    places: tuple[Place, ...] = ()
    offending: Sample | None = None
    fails_without_rows: bool | None = None
    swallowed: tuple[Failure, ...] = ()
    sequences_behind: tuple[tuple[str, str, int, int], ...] = ()
    behind_before: frozenset[tuple[str, str]] = frozenset()

    @property
    def patience(self) -> float:
        """
        Seconds until the same migrations, run once more, can be said to hang.
        """
        return GRACE * (1 + sum(migration.seconds for migration in self.migrations))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """
    The same migrations on fewer rows, and how many those were per table.
    """

    rows: Mapping[str, int]
    migrations: tuple[Migration, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """
    The candidate on an empty database.
    """

    failure: Failure | None
    catalogue: Catalogue

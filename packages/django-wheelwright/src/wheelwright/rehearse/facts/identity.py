"""
What is really installed on one side of a cell.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.adapters.installed import Installed


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """
    What is really installed on one side.
    """

    version: str
    code: str
    loaded_from: tuple[str, ...]
    prefix: str
    python: str
    django: str
    installed: Installed
    distributions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    tables: frozenset[str] = frozenset()

    @property
    def migrations(self) -> dict[str, tuple[str, str]]:
        """
        The files of its migrations that this host's database knows, each with its app and name.

        A wheel may ship more: apps that nobody installed here, its own tests, other modules that
        happen to be called migrations.
        """
        return {
            file: (self.labels[app], file.rpartition("/")[2].removesuffix(".py"))
            for file in self.installed.migrations
            if (app := file.rpartition("/migrations/")[0].replace("/", ".")) in self.labels
        }

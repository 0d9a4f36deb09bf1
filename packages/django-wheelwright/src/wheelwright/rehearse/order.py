"""
The order of one cell: what somebody asked to be rehearsed.
"""

import dataclasses
import pathlib
from collections.abc import Mapping

from wheelwright.adapters.uv import Sources
from wheelwright.rehearse.budgets import Budgets
from wheelwright.rehearse.made_up import MadeUp
from wheelwright.report.acceptance import Allowed


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What somebody asked to be rehearsed: one cell.

    `contracts_only` leaves out every check but the contract tests after the upgrade. `code_first`
    is the package's claim that its new code runs on the schema of the release before.
    """

    package: str
    old: str
    new: str
    host: pathlib.Path | None = None
    apps: tuple[str, ...] = ()
    settings: pathlib.Path | None = None
    requirements: tuple[str, ...] = ()
    seed: pathlib.Path | None = None
    rows: int = 0
    made_up: MadeUp = dataclasses.field(default_factory=MadeUp)
    profile: Mapping[str, int] | None = None
    contracts: pathlib.Path | None = None
    contracts_only: bool = False
    code_first: bool = False
    python: str
    index: Sources
    cache: pathlib.Path
    timeout: float = 600.0
    budgets: Budgets = dataclasses.field(default_factory=Budgets)
    allow: tuple[Allowed, ...] = ()

    @property
    def old_name(self) -> str:
        return _last_part(self.old)

    @property
    def new_name(self) -> str:
        return _last_part(self.new)


def _last_part(spec: str) -> str:
    return spec.rstrip("/").rpartition("/")[2]

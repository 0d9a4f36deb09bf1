"""
What was seen while a step was proved. Frozen facts; what they mean is said by the rules.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.extract.values import Moved
from wheelwright.rehearse.facts.conservation import Conservation
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.graph import MissingOperation
from wheelwright.rehearse.facts.interruptions import Interruptions, Place
from wheelwright.rehearse.facts.probes import Probe
from wheelwright.rehearse.facts.schema import Catalogue, Difference
from wheelwright.report.model import Migration


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A model and its table; `generic` are the columns of its content types.
    """

    label: str
    table: str
    managed: bool
    automatic: bool
    generic: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """
    One of the two folders, as its code has it.
    """

    models: tuple[Table, ...]
    own_modules: tuple[str, ...]
    modules: tuple[str, ...]
    django: str
    python: str
    migrations: int
    reading_seconds: float

    def table_of(self, label: str) -> str | None:
        return next((m.table for m in self.models if m.label.lower() == label.lower()), None)

    def labels(self) -> frozenset[str]:
        return frozenset(model.label for model in self.models)

    def tables(self) -> frozenset[str]:
        return frozenset(model.table for model in self.models if model.managed)


type Rights = frozenset[tuple[str, str, str]]  # of whom, app and model, codename


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """
    What one side's code finds: content types by name, what each generic key leads to by table and
    row, the rights by the table that grants them, and what its users may do.
    """

    types: Mapping[str, int]
    led_to: Mapping[tuple[str, str], str | None]
    rights: Mapping[str, Rights]
    users: Mapping[str, frozenset[str]]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """
    The state of a database: its dump, its objects, each table's number and rows, its sequences.
    """

    dump: str
    catalogue: Catalogue
    numbers: Mapping[str, int]
    rows: Mapping[str, int]
    sequences: Mapping[str, str]
    named: Mapping[str, frozenset[str]]  # the rows of content types and permissions, as texts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """
    The step on a database of the release before.
    """

    migrations: tuple[Migration, ...]
    places: tuple[Place, ...]
    failure: Failure | None
    processor_seconds: float
    planning_seconds: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """
    The way back, and forward once more. `differs` says what is not as it was before the step,
    `again_differs` what is not as after the first time.
    """

    irreversible: str = ""
    failure: Failure | None = None
    again: Failure | None = None
    differs: tuple[str, ...] = ()
    again_differs: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """
    Everything that was seen.
    """

    before: Inventory
    after: Inventory
    moved: tuple[Moved, ...]
    postgresql: str
    forward: Forward
    picture_before: Picture
    picture_after: Picture | None = None
    schema: tuple[Difference, ...] = ()
    drift: tuple[Difference, ...] = ()  # from a database built from what the new state says
    kept: Conservation | None = None
    answers_before: Answers | None = None
    answers_after: Answers | None = None  # of the new code
    answers_old: Answers | None = None  # of the old code, after the step
    missing: tuple[MissingOperation, ...] = ()
    probes_before: tuple[Probe, ...] = ()
    probes_old: tuple[Probe, ...] = ()
    probes_new: tuple[Probe, ...] = ()
    back: Back | None = None
    interruptions: Interruptions | None = None
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] = dataclasses.field(default_factory=dict)
    lock_budget: float = 0.05
    planning_budget: float = 30.0

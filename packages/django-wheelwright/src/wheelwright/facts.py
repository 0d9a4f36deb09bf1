"""
What did the stages of one cell learn? Frozen; each stage answers with a fuller copy.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.budgets import Budgets
from wheelwright.catalogue import Catalogue
from wheelwright.conservation import Conservation
from wheelwright.disturbance import Interruptions, Place, Workload
from wheelwright.failure import Failure, Sample
from wheelwright.installed import Installed
from wheelwright.model import Migration, Statement

GRACE = 10.0  # seconds, and as many times those of the first run


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GraphProblem:
    """
    Something about the migration graph that `migrate` would refuse.
    """

    kind: str
    subject: str
    message: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MissingOperation:
    """
    An operation that makemigrations would still write.
    """

    app: str
    operation: str
    describe: str
    model: str


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ContractTest:
    """
    How one contract test ended.
    """

    id: str
    outcome: str
    message: str
    text: str

    @property
    def failed(self) -> bool:
        return "failed" in self.outcome


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """
    The host's contract tests on the three sides that matter; None where they were not run.
    """

    old_on_old: tuple[ContractTest, ...] | None = None
    new_on_new: tuple[ContractTest, ...] | None = None
    old_on_new: tuple[ContractTest, ...] | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """
    One attempt of a side's code: its error is empty if the server did not refuse.
    """

    model: str
    table: str
    action: str
    message: str
    sqlstate: str | None
    statement: str
    unusable: bool
    constraint: str | None = None
    invented: bool = False
    sent: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """
    The candidate's code on the old schema: why it should work there (empty: nobody says so), what
    it tried, and the same probes where they should work.
    """

    claim: str
    probes: tuple[Probe, ...]
    controls: tuple[Probe, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Access:
    """
    A granted permission, or rows of a content type, that the running code does not know.
    """

    kind: str
    name: str
    table: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """
    Back, and forward again: why either failed, or which values did not come back.
    """

    failure: Failure | None
    again: Failure | None
    lost: tuple[tuple[str, str, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """
    One warning of a linter about one statement that was measured.
    """

    rule: str
    message: str
    migration: str
    statement: Statement


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """
    What a linter said about the SQL that ran, and how many statements it could not read.
    """

    tool: str
    remarks: tuple[Remark, ...]
    unread: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    Everything known about a cell so far.
    """

    budgets: Budgets = dataclasses.field(default_factory=Budgets)
    old: Identity | None = None
    new: Identity | None = None
    old_digest: str = ""
    new_digest: str = ""
    baseline_digest: str = ""
    baseline_database: str = ""
    upgraded_database: str = ""
    seeded_by: tuple[str, ...] = ()
    seeds_left_out: tuple[str, ...] = ()
    unfilled: tuple[tuple[str, str], ...] = ()
    seeded_rows: int = 0
    any_type: frozenset[str] = frozenset()  # tables whose made-up rows name content types at random
    graph: tuple[GraphProblem, ...] = ()
    todo: tuple[str, ...] = ()
    missing: tuple[MissingOperation, ...] = ()
    upgrade: Upgrade | None = None
    profile: Mapping[str, int] = dataclasses.field(default_factory=dict)
    growth: Growth | None = None
    fresh: Fresh | None = None
    conservation: Conservation | None = None
    access_on_old: frozenset[Access] = frozenset()
    access_on_new: frozenset[Access] = frozenset()
    workload: Workload | None = None
    interruptions: Interruptions | None = None
    reverse: Reverse | None = None
    contracts: Contracts = dataclasses.field(default_factory=Contracts)
    probes_on_old: tuple[Probe, ...] = ()
    probes_on_new: tuple[Probe, ...] = ()
    second_opinion: Lint | None = None
    new_code: NewCode | None = None

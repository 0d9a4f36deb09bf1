"""
What else does a release promise to its host and its operators? Frozen facts, read without running it.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from wheelwright.report.model import Json
from wheelwright.surface.values import Function, Surface


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    A Django setting the package reads.
    """

    name: str
    required: bool
    default: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    The stored schema of what the package emits, or accepts.
    """

    name: str
    role: str
    schema: Json


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """
    A distribution it needs; `extra` is empty for one that it always needs.
    """

    name: str
    extra: str
    specifier: str

    def allows(self, version: Version) -> bool:
        """
        Whether a release fits.
        """
        return SpecifierSet(self.specifier).contains(version, prereleases=True)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """
    One operation of a migration. `state` and `database` say which half of it takes effect.
    """

    name: str
    model: str = ""
    field: str = ""
    new_name: str = ""
    definition: str = ""
    sql: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    writes_rows: bool = False
    deletes_rows: bool = False
    reversible: bool = True
    elidable: bool = False
    state: bool = True
    database: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """
    One migration file; `code` is a digest of what it does, which comments do not change.
    """

    app: str
    name: str
    code: str
    dependencies: tuple[tuple[str, str], ...] = ()
    replaces: tuple[tuple[str, str], ...] = ()
    operations: tuple[Operation, ...] = ()
    operator_action: str = ""

    @property
    def label(self) -> str:
        return f"{self.app}.{self.name}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    A model class: its table, its columns by field and the permissions it creates.
    """

    name: str
    table: str
    columns: Mapping[str, str]
    permissions: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """
    An app of the wheel, as its AppConfig states it.
    """

    config: str
    label: str
    has_auto_field: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """
    A management command and its options; required ones must be given.
    """

    name: str
    options: frozenset[str]
    required: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """
    A body of the REST interface: fields to (type, required); `role` is in, out or both.
    """

    name: str
    role: str
    fields: Mapping[str, tuple[str, bool]]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """
    How a method is called somewhere in the package: with so many arguments, and those names.
    """

    positional: int
    names: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Booted:
    """
    What Django said with the old host's settings: why it did not start, else its system checks.
    """

    failure: str = ""
    problems: tuple[tuple[str, str, str], ...] = ()  # level, id, message
    undetected: tuple[str, ...] = ()  # what makemigrations would still write
    urls: frozenset[str] | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """
    All that one release promises.
    """

    package: str
    version: str
    built_on: dt.date
    surface: Surface = dataclasses.field(default_factory=Surface)
    settings: Mapping[str, Setting] = dataclasses.field(default_factory=dict)
    needs: frozenset[tuple[str, str]] = frozenset()
    checks: frozenset[str] = frozenset()
    events: Mapping[str, Event] = dataclasses.field(default_factory=dict)
    requires_python: str = ""
    classified: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    extras: frozenset[str] = frozenset()
    migrations: Mapping[str, Migration] = dataclasses.field(default_factory=dict)
    models: Mapping[str, Model] = dataclasses.field(default_factory=dict)
    apps: Mapping[str, App] = dataclasses.field(default_factory=dict)
    urls: frozenset[tuple[str, str]] = frozenset()  # name, route
    routes: frozenset[str] = frozenset()
    schemas: Mapping[str, Schema] = dataclasses.field(default_factory=dict)
    commands: Mapping[str, Command] = dataclasses.field(default_factory=dict)
    templates: frozenset[str] = frozenset()
    tags: Mapping[str, Function] = dataclasses.field(default_factory=dict)
    entry_points: frozenset[tuple[str, str]] = frozenset()  # group, name
    calls: Mapping[str, tuple[Call, ...]] = dataclasses.field(default_factory=dict)
    samples: frozenset[str] = frozenset()  # files of tests and samples
    unread: Mapping[str, str] = dataclasses.field(default_factory=dict)  # file to reason
    tasks: Mapping[str, Function] = dataclasses.field(default_factory=dict)
    signals: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()
    booted: Booted | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """
    A release in the archive of a package that this one may depend on.
    """

    package: str
    version: str
    migrations: frozenset[tuple[str, str]]
    modules: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    What every rule is given: two releases, and the archive's other packages.
    """

    old: Contract
    new: Contract
    siblings: tuple[Sibling, ...] = ()
    witness: tuple[str, ...] = ()  # what a type checker says of the consumer on the new release

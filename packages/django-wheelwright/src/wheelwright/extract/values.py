"""
What is known of a project, and what is planned for it. Facts only; every text is made from them elsewhere.
"""

import dataclasses
import json
import pathlib
from collections.abc import Mapping
from typing import Self

from wheelwright.extract import encoding
from wheelwright.extract.errors import PlanUnreadable


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """
    A line of a file; relative to the project where it is the project's own, line 0 if unknown.
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """
    A file before and after, relative to the project; None where it is not there.
    """

    path: str
    before: str | None
    after: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """
    A model that changes its app and keeps its table: "legacy.Plan" -> "enrolments_app.Plan".
    """

    old: str
    new: str
    table: str

    @property
    def old_app(self) -> str:
        return self.old.partition(".")[0]

    @property
    def new_app(self) -> str:
        return self.new.partition(".")[0]

    @property
    def name(self) -> str:
        return self.new.partition(".")[2]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """
    An installed app. `own` is false for what came with the environment: its files are not ours to write.
    """

    label: str
    module: str
    folder: str
    own: bool
    migrations: str  # the module; empty if it has none
    leaf: str  # the name of its last migration; empty if it has none
    migration_count: int
    auto_field: str  # what a primary key is that nobody wrote down


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """
    A class that a model inherits from and that is no table: an abstract model or a mixin.
    """

    path: str  # dotted
    place: Place
    abstract: bool
    own: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    A name, and the class that gives it.
    """

    name: str
    place: Place


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    A model with a name in the registry, as the project's process has it.
    """

    label: str
    app: str
    name: str
    module: str
    place: Place
    table: str
    table_named: bool = False  # by its Meta, so that no label is in it
    managed: bool = True
    proxy: bool = False
    swappable: str = ""  # the setting that may replace it
    swapped_for: str = ""  # the label that the setting names instead
    parents: tuple[str, ...] = ()  # labels: tables it inherits from, or the model it is a proxy of
    bases: tuple[Base, ...] = ()
    managers: tuple[str, ...] = ()  # dotted paths of the classes
    history_of: str = ""  # the label of the model whose history this is
    through_of: str = ""  # "legacy.Plan.tags" where Django made the table of that field
    permissions: tuple[str, ...] = ()  # codenames
    constraints: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    sequence: str = ""
    named_by_label: tuple[
        Named, ...
    ] = ()  # constraints and indexes with %(app_label)s in their name
    reverse_by_label: tuple[str, ...] = ()  # related names with it
    generic: tuple[str, ...] = ()  # names of its generic foreign keys


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """
    A field that names another model. `kind` is key, one-to-one, parent, many-to-many or generic.
    """

    source: str
    field: str
    kind: str
    target: str
    table: str  # of the column, or of the many-to-many rows
    column: str = ""
    through: str = ""  # a label where somebody wrote the table's model
    place: Place = dataclasses.field(default_factory=lambda: Place(file=""))

    @property
    def name(self) -> str:
        return f"{self.source}.{self.field}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """
    A function that a signal of one model calls.
    """

    signal: str
    sender: str  # a label
    function: str  # dotted
    place: Place


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    A column of a table, with the model and field that it is of.
    """

    table: str
    column: str
    of: str  # "legacy.Comment.content_type"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """
    A table that says who has which permission: `holder` is the column of the other side.
    """

    table: str
    holder: str
    permission: str
    of: str  # "auth.Group.permissions"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    Why this project as it is now cannot be taken apart. `kind` is kebab-case.
    """

    kind: str
    message: str
    places: tuple[Place, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """
    A project as its own process has loaded it.
    """

    folder: str
    settings: str
    django: str
    python: str
    vendor: str
    user_model: str
    apps: tuple[App, ...]
    models: tuple[Model, ...]
    relations: tuple[Relation, ...]
    receivers: tuple[Receiver, ...] = ()
    content_type_columns: tuple[Column, ...] = ()
    grants: tuple[Grants, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def model(self, label: str) -> Model | None:
        """
        The model of a label, whatever its case.
        """
        return next((m for m in self.models if m.label.lower() == label.lower()), None)

    def app(self, label: str) -> App | None:
        return next((a for a in self.apps if a.label == label), None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """
    A model that goes along because of another; or a mixin, a base or a manager ("legacy.models.Loud"),
    which goes if nobody else needs it.
    """

    label: str
    because_of: str
    reason: str
    place: Place
    goes: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """
    A line that names what moves. `kind`: import, attribute, label, permission, url, path, template,
    fixture, receiver, migration, bare.
    """

    kind: str
    subject: str  # the label of what moves
    text: str
    place: Place


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """
    A lock that a step takes, and why it is short.
    """

    table: str
    mode: str
    why: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One release's worth: these models move together.
    """

    number: int
    moved: tuple[Moved, ...]
    companions: tuple[Companion, ...] = ()
    pointing_in: tuple[Relation, ...] = ()  # from models that stay
    pointing_out: tuple[Relation, ...] = ()  # to models that stay
    repointed_apps: tuple[str, ...] = ()  # whose migrations get one more, besides source and target
    locks: tuple[Lock, ...] = ()
    kept: tuple[str, ...] = ()  # what stays as it is: tables, sequences, indexes, constraints
    permissions: tuple[
        str, ...
    ] = ()  # "legacy.open_plan": they follow, and are copied for the old label
    follows: tuple[Column, ...] = ()  # what names content types: its rows follow by id, untouched
    by_hand: tuple[str, ...] = ()  # what nobody can do for you, or should look at


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What is to be done, in order. Written as plan.json, and all that write and prove are given.
    """

    project: str
    settings: str
    source: str
    target: str
    target_module: str  # dotted, as INSTALLED_APPS has it
    target_folder: str  # relative to the project
    auto_field: str  # the new app's default_auto_field
    steps: tuple[Step, ...]
    uses: tuple[Use, ...] = ()
    pinned: tuple[Use, ...] = ()  # what old migrations import: it keeps its old path for ever
    notes: tuple[str, ...] = ()

    @property
    def moved(self) -> tuple[Moved, ...]:
        return tuple(moved for step in self.steps for moved in step.moved)

    def to_json(self) -> str:
        return json.dumps(encoding.plain(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """
        Raises:
            ValueError: if it is no plan.
        """
        found: object = json.loads(text)
        if not isinstance(found, Mapping):
            raise ValueError("not a plan")
        return encoding.read(cls, found)

    @classmethod
    def read(cls, path: pathlib.Path) -> Self:
        """
        Raises:
            PlanUnreadable: if there is none, or it is of another kind.
        """
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as exc:
            raise PlanUnreadable(path, exc) from exc

"""
What is to happen to the code, and what came of it?
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from wheelwright.extract.values import Model, Plan, Step, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedClass:
    """
    A model class that goes to the new app.
    """

    name: str
    module: str
    # The table that its Meta must name from now on; None for a proxy.
    table: str | None
    # The table of its history, if it keeps one with django-simple-history.
    history_table: str | None = None
    # Codenames of its permissions, its own ones included.
    permissions: tuple[str, ...] = ()
    # Bases whose Meta it has as long as it writes none of its own.
    meta_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    Which classes go from which app to which; `staying` names the old app's other models.
    """

    old_label: str
    old_package: str
    new_label: str
    new_package: str
    # Where the new package is, relative to the project.
    new_folder: str
    models: tuple[MovedClass, ...]
    staying: tuple[str, ...] = ()
    auto_field: str = "django.db.models.BigAutoField"
    # Folders of the project from which it imports, relative to it.
    roots: tuple[str, ...] = ("",)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(model.name for model in self.models)

    def model(self, name: str) -> MovedClass | None:
        """
        The moved class of a name, whatever its case.
        """
        return next((m for m in self.models if m.name.lower() == name.lower()), None)


def order_of(survey: Survey, plan: Plan, step: Step, *, roots: tuple[str, ...]) -> Order:
    """
    What a step of a plan asks of the code.
    """
    histories = {m.history_of: m.table for m in survey.models if m.history_of}
    going = {moved.old for moved in step.moved}
    classes = []
    for moved in step.moved:
        model = survey.model(moved.old)
        if model is None or model.history_of or model.through_of:
            continue
        classes.append(
            MovedClass(
                name=model.name,
                module=model.module,
                table=None if model.proxy else model.table,
                history_table=histories.get(model.label),
                permissions=model.permissions,
                meta_of=_with_meta(model, survey),
            )
        )
    old = survey.app(plan.source)
    return Order(
        old_label=plan.source,
        old_package=old.module if old else plan.source,
        new_label=plan.target,
        new_package=plan.target_module,
        new_folder=plan.target_folder,
        models=tuple(classes),
        staying=tuple(
            m.name
            for m in survey.models
            if m.app == plan.source and m.label not in going and not m.history_of
        ),
        auto_field=plan.auto_field,
        roots=roots,
    )


def _with_meta(model: Model, survey: Survey) -> frozenset[str]:
    """
    Names of direct or further bases through which an abstract model's Meta is inherited.
    """
    found = {base.path.rpartition(".")[2] for base in model.bases if base.abstract}
    for label in model.parents:
        parent = survey.model(label)
        if parent is not None and _with_meta(parent, survey):
            found.add(parent.name)
    return frozenset(found)


class Weight(StrEnum):
    """
    `STOP`: the code would not run or not mean the same; `LOOK`: a person should read this line.
    """

    STOP = "stop"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Remark:
    """
    A line that could not be rewritten, or that somebody must read.
    """

    path: str
    line: int
    what: str
    weight: Weight = Weight.LOOK

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """
    The project's files, by path relative to it; `read` answers None for what is not there.
    """

    paths: tuple[str, ...]
    read: Callable[[str], str | None]

    def have(self, path: str) -> bool:
        return self.read(path) is not None

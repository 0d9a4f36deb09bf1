"""
Edges that only a running Django shows: foreign keys, migrations, receivers; told by the agent.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from wheelwright.adapters.session import Answers
from wheelwright.adapters.wheels import Wheel
from wheelwright.check.edges import Edge, Neighbours


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """
    What Django knows once the wheels are installed; every name comes with the wheel it belongs to.
    """

    neighbours: Neighbours
    edges: tuple[tuple[str, Edge], ...]
    auto_field_unset: tuple[tuple[str, str], ...]

    def edges_of(self, package: str) -> Iterator[Edge]:
        """
        The edges that leave a package.
        """
        return (edge for owner, edge in self.edges if owner == package and edge.package != owner)


def read(answers: Answers, wheels: tuple[Wheel, ...], host: str = "host") -> Loaded:
    """
    Sort what the agent said by the wheels it concerns; apps of no known wheel are left out.

    `host` owns what stands in no installed distribution.
    """
    plain = Neighbours(wheels=wheels)
    owners = {app["label"]: _owner(plain, app["name"], host) for app in answers.named("app")}
    models = {m["model"].lower(): owners.get(m["app"], "") for m in answers.named("model")}
    tables = {m["table"]: owners.get(m["app"], "") for m in answers.named("model")}
    edges = (*_relations(answers, owners), *_migrations(answers, owners))
    return Loaded(
        neighbours=Neighbours(
            wheels=wheels,
            models=_known(models, host),
            labels=_known(owners, host),
            tables=_known(tables, host),
        ),
        edges=(*edges, *_receivers(answers, owners, plain)),
        auto_field_unset=tuple(_auto_fields(answers, owners)),
    )


def _owner(neighbours: Neighbours, module: str, host: str) -> str:
    wheel = neighbours.owner(module)
    return wheel.package if wheel else host if module.split(".")[0] == host else ""


def _known(owners: Mapping[str, str], host: str) -> dict[str, str]:
    return {name: owner for name, owner in owners.items() if owner and owner != host}


def _relations(answers: Answers, owners: Mapping[str, str]) -> Iterator[tuple[str, Edge]]:
    for said in answers.named("relation"):
        source, target = owners.get(said["app"], ""), owners.get(said["target_app"], "")
        if source and target and source != target:
            yield (
                source,
                Edge(
                    kind="foreign key" if said["constraint"] else "foreign key without constraint",
                    source=f"{said['model']}.{said['field']}",
                    target=said["target"],
                    package=target,
                    where=f"{said['table']}.{said['column']}",
                ),
            )


def _migrations(answers: Answers, owners: Mapping[str, str]) -> Iterator[tuple[str, Edge]]:
    for said in answers.named("migration"):
        source, target = owners.get(said["app"], ""), owners.get(said["target_app"], "")
        if source and target and source != target:
            yield (
                source,
                Edge(
                    kind=said["kind"],
                    source=f"{said['app']}.{said['name']}",
                    target=f"{said['target_app']}.{said['target']}",
                    package=target,
                    where=said["file"],
                ),
            )


def _receivers(
    answers: Answers, owners: Mapping[str, str], neighbours: Neighbours
) -> Iterator[tuple[str, Edge]]:
    for said in answers.named("receiver"):
        wheel, target = neighbours.owner(said["module"]), owners.get(said["app"], "")
        if wheel and target and wheel.package != target:
            yield (
                wheel.package,
                Edge(
                    kind="receiver",
                    source=said["module"],
                    target=said["sender"],
                    package=target,
                    where=f"{said['function']}() listens to {said['signal']}",
                ),
            )


def _auto_fields(answers: Answers, owners: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    automatic: dict[str, Any] = {}
    for model in answers.named("model"):
        if model["automatic_key"]:
            automatic.setdefault(model["app"], model["model"])
    for app in answers.named("app"):
        owner = owners.get(app["label"], "")
        if owner and not app["auto_field_set"] and app["label"] in automatic:
            yield owner, app["label"]

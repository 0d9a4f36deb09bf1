"""
What still crosses the boundary of a package, as a list of work with file and line?
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wheelwright.extract.package.outside import Import
from wheelwright.extract.values import Survey


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Crossing:
    """
    A line on one side that needs the other side, and what to do about it.
    """

    path: str
    line: int
    what: str
    instead: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what} {self.instead}"


def of_keys(survey: Survey, label: str) -> tuple[Crossing, ...]:
    """
    Foreign keys and many-to-many relations between the app and the project's other apps.
    """
    own = {app.label for app in survey.apps if app.own}
    tables = {model.label: model for model in survey.models}
    found = []
    for relation in survey.relations:
        source, target = tables.get(relation.source), tables.get(relation.target)
        if not source or not target or {source.app, target.app} - own:
            continue
        if source.history_of or source.through_of or (source.app == label) is (target.app == label):
            continue
        out = source.app == label
        found.append(
            Crossing(
                path=relation.place.file,
                line=relation.place.line,
                what=f"{relation.name} points at {relation.target}.",
                instead=(
                    "Keep the identifier in a plain column and ask a port."
                    if out
                    else "Keep the identifier in a plain column and ask the package's api."
                ),
            )
        )
    return tuple(sorted(set(found)))


def of_models(
    imports: Iterable[Import], models: frozenset[str], package: str
) -> tuple[Crossing, ...]:
    """
    Code around the package that uses its models.
    """
    return tuple(
        Crossing(
            path=each.path,
            line=each.line,
            what=f"uses the model {each.place.name} of {package}.",
            instead="Ask a function of its api that answers with a value.",
        )
        for each in sorted(set(imports))
        if each.place.name in models
    )


def of_deep_imports(imports: Iterable[Import], package: str) -> tuple[Crossing, ...]:
    """
    Code around the package that reaches past its api.
    """
    return tuple(
        Crossing(
            path=each.path,
            line=each.line,
            what=f"imports {each.place.name} of {each.place.module}.",
            instead=f"Import it from {package}.api, or leave it to the package.",
        )
        for each in sorted(set(imports))
        if each.place.module not in (f"{package}.api", f"{package}.apps", package)
    )


def of_reaching_back(
    imports: Iterable[Import], left: frozenset[tuple[str, str]]
) -> tuple[Crossing, ...]:
    """
    Lines of the package that import the project.
    """
    return tuple(
        Crossing(
            path=each.path,
            line=each.line,
            what=f"imports {each.place.name} of {each.place.module}, which is the project's.",
            instead="Take it along, or state what is needed of it in ports.py.",
        )
        for each in sorted(set(imports))
        if (each.place.module, each.place.name) in left
    )

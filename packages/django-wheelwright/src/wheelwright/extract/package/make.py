"""
From an app in a project to a package beside it: every file of both, and the work that is left.
"""

from dataclasses import dataclass, replace

from wheelwright.extract.code.modules import module_of, within
from wheelwright.extract.code.selection import Sources
from wheelwright.extract.code.text import decode
from wheelwright.extract.package import around, back, dependencies, inside, shape, work
from wheelwright.extract.package.outside import Import, imports_of, names
from wheelwright.extract.package.wanted import Wanted
from wheelwright.extract.package.work import Crossing
from wheelwright.extract.values import FileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """
    What is written, and what a person still has to do.
    """

    changes: tuple[FileChange, ...]
    crossings: tuple[Crossing, ...]


def make(wanted: Wanted) -> Packaged:
    """
    The package, and the project around it.
    """
    uses = used_by_others(wanted)
    api = {
        name: place
        for name, place in names((*uses, *around.named_by_migrations(wanted))).items()
        if not within(place.module, f"{wanted.package}.admin")
    }
    sources = back.read_project(wanted.texts, roots=wanted.roots, around=wanted.package)
    reaching = _reaching_back(wanted, sources)
    found = back.sort(
        (each.place for each in reaching),
        sources,
        models=frozenset(f"{m.module}.{m.name}" for m in wanted.survey.models),
        at_load=inside.at_load(wanted),
    )
    own = inside.texts(wanted, found, sources)
    own["api.py"] = shape.api(api)
    after: dict[str, str | None] = {
        f"{wanted.plan.target_folder}/{inner}": None for inner in wanted.own.texts
    }
    after |= {f"{wanted.out}/src/{wanted.package}/{inner}": text for inner, text in own.items()}
    after |= {f"{wanted.out}/{inner}": text for inner, text in _besides(wanted, own).items()}
    after |= around.texts(wanted, api, found, sources)
    return Packaged(
        changes=tuple(
            FileChange(path=path, before=_before(wanted, path), after=text)
            for path, text in sorted(after.items())
        ),
        crossings=tuple(
            _where_it_goes(wanted, each) for each in _crossings(wanted, uses, reaching, found)
        ),
    )


def used_by_others(wanted: Wanted) -> tuple[Import, ...]:
    """
    What the code around the app imports of it.
    """
    modules = {
        module
        for path in wanted.texts.paths
        if (module := module_of(path, wanted.roots))
        and within(module, wanted.package)
        and module != wanted.package
    }
    return imports_of(
        wanted.texts,
        wanted=frozenset(modules),
        roots=wanted.roots,
        inside=wanted.package,
        own=False,
    )


def crossing_now(wanted: Wanted) -> tuple[Crossing, ...]:
    """
    What crosses the boundary of the app as it is, package or not.
    """
    sources = back.read_project(wanted.texts, roots=wanted.roots, around=wanted.package)
    reaching = _reaching_back(wanted, sources)
    uses = used_by_others(wanted)
    models = frozenset(model.name for model in wanted.models())
    return (
        *work.of_keys(wanted.survey, wanted.plan.target),
        *work.of_reaching_back(
            reaching, frozenset((each.place.module, each.place.name) for each in reaching)
        ),
        *work.of_models(uses, models, wanted.package),
        *work.of_deep_imports(
            (each for each in uses if each.place.name not in models), wanted.package
        ),
    )


def _reaching_back(wanted: Wanted, sources: Sources) -> tuple[Import, ...]:
    return imports_of(
        wanted.texts,
        wanted=frozenset(sources.reads),
        roots=wanted.roots,
        inside=wanted.package,
        own=True,
    )


def _besides(wanted: Wanted, own: dict[str, str]) -> dict[str, str]:
    used = dependencies.imported(text for path, text in own.items() if path.endswith(".py"))
    project = frozenset(app.module.partition(".")[0] for app in wanted.survey.apps if app.own)
    return shape.texts(
        name=wanted.name,
        package=wanted.package,
        label=wanted.plan.target,
        source=wanted.plan.source,
        python=wanted.python,
        django=wanted.django,
        dependencies=dependencies.requirements(
            wanted.project, used, django=wanted.django, own=project | {wanted.package}
        ),
        imported=(used & project) - {wanted.package},
        tables={m.label: m.table for m in wanted.models() if not m.proxy},
        folder=wanted.out,
    )


def _crossings(
    wanted: Wanted, uses: tuple[Import, ...], reaching: tuple[Import, ...], found: back.Back
) -> tuple[Crossing, ...]:
    left = frozenset((place.module, place.name) for place in found.left)
    models = frozenset(model.name for model in wanted.models())
    pictures = (
        Crossing(
            path=f"{wanted.plan.target_folder}/{inner}",
            line=0,
            what="is no text and was not moved.",
            instead=f"git mv it to {wanted.out}/src/{wanted.package}/{inner}.",
        )
        for inner in wanted.own.pictures
    )
    asked = (
        Crossing(
            path=each.path,
            line=each.line,
            what=f"asks the project for {each.place.name} through a port.",
            instead="Say what is needed in the package's own words, and give the answer a type.",
        )
        for each in reaching
        if each.place in found.ports
    )
    return (
        *work.of_keys(wanted.survey, wanted.plan.target),
        *work.of_reaching_back(reaching, left),
        *asked,
        *work.of_models(uses, models, wanted.package),
        *pictures,
        _takes_over(wanted),
    )


def _where_it_goes(wanted: Wanted, crossing: Crossing) -> Crossing:
    """
    The line where it is once the app's files have moved.
    """
    old = f"{wanted.plan.target_folder}/"
    if not crossing.path.startswith(old) or crossing.what.startswith("is no text"):
        return crossing
    new = f"{wanted.out}/src/{wanted.package}/{crossing.path.removeprefix(old)}"
    return replace(crossing, path=new)


def _takes_over(wanted: Wanted) -> Crossing:
    app = wanted.survey.app(wanted.plan.target)
    return Crossing(
        path=f"{wanted.out}/src/{wanted.package}/migrations/{app.leaf if app else ''}.py",
        line=0,
        what=f"takes the tables over from {wanted.plan.source} and creates none.",
        instead="A project without it needs a first migration that does: `wheelwright extract squash`.",
    )


def _before(wanted: Wanted, path: str) -> str | None:
    file = wanted.project.folder / path
    if not file.is_file():
        return None
    found = decode(file.read_bytes(), python=path.endswith(".py"))
    return found.text if found else None

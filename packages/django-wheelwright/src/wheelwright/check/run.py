"""
The single pass: package folders and their wheels in, findings per package out.
"""

import dataclasses
import os
import pathlib
import sys
from collections.abc import Callable, Iterator, Sequence

from wheelwright.adapters import cache as caches
from wheelwright.adapters import wheels
from wheelwright.adapters.uv import Sources
from wheelwright.adapters.wheels import Code, Wheel
from wheelwright.check import (
    configuration,
    contents,
    crossings,
    debt,
    dependencies,
    import_edges,
    loaded_edges,
    metadata,
    running_django,
    string_edges,
    version_bounds,
)
from wheelwright.check.configuration import Allowed
from wheelwright.check.edges import Edge
from wheelwright.check.loaded_edges import Loaded
from wheelwright.errors import BadRequest
from wheelwright.report.model import Finding, Severity

AUTO_FIELD = "auto-field-unset"
UNREADABLE = "code-unreadable"

type Tell = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    One package: its source folder, and the wheel that was built from it.
    """

    folder: pathlib.Path
    wheel: Wheel


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """
    What a check needs to know beside its subjects.
    """

    releases: pathlib.Path
    root: pathlib.Path
    index: Sources
    cache: pathlib.Path
    host: pathlib.Path | None = None
    python: str = sys.executable
    timeout: float = 120.0


def check(
    package_folder: pathlib.Path,
    wheel: pathlib.Path,
    *,
    releases: pathlib.Path = pathlib.Path("releases"),
    root: pathlib.Path | None = None,
    index: Sources | None = None,
    cache: pathlib.Path | None = None,
    host: pathlib.Path | None = None,
    python: str = sys.executable,
    timeout: float = 120.0,
) -> tuple[Finding, ...]:
    """
    Check one package among the newest releases of the others.

    `root` holds the pyproject.toml with [tool.wheelwright.boundaries] and the debt file; the
    folder of `releases` is in it by default.

    Raises:
        CannotRun: if the wheels cannot be read, installed together, or loaded by Django.
    """
    base = root or releases.resolve().parent
    around = Around(
        releases=releases,
        root=base,
        index=index or Sources.given(index_url=None, find_links=(str(releases),), cwd=base),
        cache=cache or caches.default_folder(),
        host=host,
        python=python,
        timeout=timeout,
    )
    subject = Subject(folder=package_folder, wheel=wheels.read(wheel))
    return check_all((subject,), around, tell=lambda _: None)[subject.wheel.package]


def check_all(
    subjects: Sequence[Subject], around: Around, *, tell: Tell
) -> dict[str, tuple[Finding, ...]]:
    """
    Check packages together, as they would be installed; with a host, the host itself, too.

    Raises:
        CannotRun: if the wheels cannot be read, installed together, or loaded by Django.
    """
    if not subjects:
        raise BadRequest("No package was named.", "Name a folder, such as packages/billing-app.")
    allowed = configuration.read(around.root)
    archive = wheels.archive(around.releases)
    together = _together(subjects, archive)
    releases = _history(archive, together)
    tell("installing the wheels")
    with running_django.running(
        together,
        host=around.host,
        index=around.index,
        cache=around.cache,
        python=around.python,
        timeout=around.timeout,
    ) as (worker, site):
        tell("loading Django")
        known = loaded_edges.read(running_django.ask(worker, together), together)
        debts = debt.read(around.root / debt.FILE)
        found = {}
        for subject in subjects:
            package = subject.wheel.package
            tell(package)
            findings = (
                *_boundary(subject.wheel, known, allowed, releases),
                *contents.check(subject.folder, subject.wheel),
                *metadata.check(subject.folder, subject.wheel),
                *dependencies.check(subject.folder, site, siblings=_domains(subject, together)),
            )
            found[package] = _settle(package, subject.folder, findings, debts, around)
    if around.host:
        tell("the host")
        findings = _host(around.host, subjects, known, allowed)
        found[crossings.HOST] = debt.settle(crossings.HOST, findings, debts, None)
    return found


def _together(subjects: Sequence[Subject], archive: tuple[Wheel, ...]) -> tuple[Wheel, ...]:
    """
    The wheels that are checked, and the newest release of every other package.
    """
    checked = {subject.wheel.package: subject.wheel for subject in subjects}
    return tuple((checked | (wheels.newest(archive) | checked)).values())


def _history(archive: tuple[Wheel, ...], together: tuple[Wheel, ...]) -> tuple[Wheel, ...]:
    every = {(wheel.package, wheel.version): wheel for wheel in (*archive, *together)}
    return tuple(every[key] for key in sorted(every))


def _boundary(
    wheel: Wheel, known: Loaded, allowed: Allowed, releases: tuple[Wheel, ...]
) -> tuple[Finding, ...]:
    edges = (*_read(wheel.code, known), *known.edges_of(wheel.package))
    return (
        *crossings.check(wheel.package, edges, known.neighbours, allowed),
        *crossings.requirements(wheel, known.neighbours, allowed),
        *version_bounds.check(wheel, edges, releases),
        *_auto_fields(wheel, known),
        *_unreadable(wheel),
    )


def _read(code: Code, known: Loaded) -> tuple[Edge, ...]:
    return (
        *import_edges.collect(code, known.neighbours),
        *string_edges.collect(code, known.neighbours),
    )


def _auto_fields(wheel: Wheel, known: Loaded) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=AUTO_FIELD,
            severity=Severity.ERROR,
            subject=label,
            message=f"The app {label} of {wheel.package} {wheel.version} leaves its automatic keys "
            "to the host's DEFAULT_AUTO_FIELD: in a host with another one, makemigrations writes "
            "migrations into the installed wheel.",
            hint="Set default_auto_field in its AppConfig.",
        )
        for package, label in known.auto_field_unset
        if package == wheel.package
    )


def _unreadable(wheel: Wheel) -> tuple[Finding, ...]:
    found = []
    for name, source in wheel.code.python:
        try:
            compile(source, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as exc:
            found.append(
                Finding(
                    code=UNREADABLE,
                    severity=Severity.ERROR,
                    subject=name,
                    message=f"{name} of {wheel.package} {wheel.version} is not Python: {exc}.",
                    hint="Correct it; nothing could be said about its imports.",
                )
            )
    return tuple(found)


def _domains(subject: Subject, together: tuple[Wheel, ...]) -> frozenset[str]:
    others = (wheel for wheel in together if wheel.is_domain and wheel is not subject.wheel)
    return frozenset(module.split(".")[0] for wheel in others for module in wheel.modules)


def _settle(
    package: str,
    folder: pathlib.Path,
    findings: tuple[Finding, ...],
    debts: tuple[debt.Debt, ...],
    around: Around,
) -> tuple[Finding, ...]:
    owes = any(each.package == package for each in debts)
    before = debt.at_last_release(folder, around.releases) if owes else None
    return debt.settle(package, findings, debts, before)


def _host(
    host: pathlib.Path, subjects: Sequence[Subject], known: Loaded, allowed: Allowed
) -> tuple[Finding, ...]:
    """
    The host may use every domain, through its doors alone; its tests may look deeper.
    """
    files = {
        path.relative_to(host).as_posix(): path.read_bytes()
        for path in _own_files(host, frozenset(each.folder.resolve() for each in subjects))
        if "tests" not in path.relative_to(host).parts
    }
    code = Code(package=crossings.HOST, files=files)
    edges = (*_read(code, known), *known.edges_of(crossings.HOST))
    return crossings.check(crossings.HOST, edges, known.neighbours, allowed)


def _own_files(host: pathlib.Path, packages: frozenset[pathlib.Path]) -> Iterator[pathlib.Path]:
    """
    A host's files but those of its environments and of packages that lie in its folder.
    """
    for where, folders, names in os.walk(host):
        here = pathlib.Path(where)
        folders[:] = sorted(
            name
            for name in folders
            if not (here / name / "pyvenv.cfg").exists() and (here / name).resolve() not in packages
        )
        yield from (here / name for name in sorted(names))

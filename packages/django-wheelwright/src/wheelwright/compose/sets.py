"""
How is a set of wheels installed and started, and when do its declared ranges forbid it?
"""

import dataclasses
import pathlib

from packaging.version import Version

from wheelwright.adapters import cache, environment, host, installed
from wheelwright.adapters.host import Host
from wheelwright.adapters.installed import Installed
from wheelwright.adapters.parent import Parent
from wheelwright.adapters.session import Refused
from wheelwright.adapters.sources import Source
from wheelwright.adapters.worker import Worker
from wheelwright.compose.questions import Wheels
from wheelwright.errors import CellBroken
from wheelwright.rehearse import cache_keys
from wheelwright.rehearse.matrix import Released
from wheelwright.rehearse.stages.contracts import folder_of
from wheelwright.rehearse.stages.environment import NEEDED, PYTEST, concerns
from wheelwright.rehearse.workspace import Workspace

# How uv says that ranges contradict one another, as against an index that has not got a package.
NO_SOLUTION = "No solution found"
NOT_THERE = "was not found in the"


class Excluded(Exception):
    """
    No resolver installs these wheels together: an answer, not a failure.
    """

    def __init__(self, wheels: Wheels, said: str) -> None:
        super().__init__(wheels, said)
        self.wheels = wheels
        self.said = said

    def __str__(self) -> str:
        why = self.said.partition(NO_SOLUTION)[2].partition(":")[2].strip()
        return f"The set {names(self.wheels)} is excluded by declared ranges: {why[:400]}"


class DoesNotStart(Exception):
    """
    Django's set-up fails with these wheels.
    """

    def __init__(self, wheels: Wheels, refusal: Refused) -> None:
        super().__init__(wheels, refusal)
        self.wheels = wheels
        self.refusal = refusal

    def __str__(self) -> str:
        return f"With {names(self.wheels)}, Django does not start: {self.refusal}."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One set of wheels, running.
    """

    wheels: Wheels
    worker: Worker
    brought: tuple[Installed, ...]
    environment: environment.Environment
    python: str
    django: str

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(module for one in self.brought for module in one.modules)

    @property
    def seeds(self) -> tuple[str, ...]:
        return tuple(module for one in self.brought for module in one.seeds)

    def holds(self, package: str) -> bool:
        """
        Is a package installed, because one of the wheels asks for it?
        """
        try:
            installed.read(self.environment.folder, package)
        except CellBroken:
            return False
        return True


def names(wheels: Wheels) -> str:
    """
    The set in words.
    """
    return ", ".join(f"{release.package} {release.version}" for release in wheels)


def start(workspace: Workspace, wheels: Wheels) -> Side:
    """
    Install exactly these wheels, start Django in a host that has all their apps.

    Raises:
        Excluded: if their declared ranges contradict one another.
        DoesNotStart: if Django's set-up fails.
        CellBroken: if the environment cannot be made for another reason.
    """
    with workspace.timed("environment"):
        env = _environment(workspace, wheels)
        brought = tuple(installed.read(env.folder, release.package) for release in wheels)
        worker = _worker(workspace, wheels, env, brought)
        python, django = "", ""
        for release, files in zip(wheels, brought, strict=True):
            python, django = _prove(worker, wheels, release, files)
    return Side(
        wheels=wheels,
        worker=worker,
        brought=brought,
        environment=env,
        python=python,
        django=django,
    )


def _environment(workspace: Workspace, wheels: Wheels) -> environment.Environment:
    order = workspace.order
    sources = [
        Source(
            package=release.package,
            version=str(release.version),
            wheel=release.wheel.resolve(),
            sha256=cache.file_digest(release.wheel),
        )
        for release in wheels
    ]
    requirements = [*NEEDED, *order.requirements]
    constraints: tuple[str, ...] = ()
    if order.host:
        # The host's ranges stay: they exclude sets, too. Its train would fix every version.
        requirements += host.lines(order.host / "requirements.txt")
        train = order.host / "train.txt"
        listed = host.lines(train) if train.is_file() else ()
        constraints = tuple(
            line for line in listed if not any(concerns(line, s.package) for s in sources)
        )
    wanted = environment.Wanted(
        python=order.python,
        requirements=tuple(requirements),
        constraints=constraints,
        index=order.index,
    )
    try:
        return environment.make(sources[0], wanted, beside=tuple(sources[1:]), folder=order.cache)
    except CellBroken as broken:
        said = " ".join(broken.output.split())  # uv wraps its lines
        if NO_SOLUTION in said and NOT_THERE not in said:
            raise Excluded(wheels, said) from broken
        raise


def _worker(
    workspace: Workspace,
    wheels: Wheels,
    env: environment.Environment,
    brought: tuple[Installed, ...],
) -> Worker:
    """
    A worker on the warm process of this set, which questions about the same set share.
    """
    apps = tuple(app for one in brought for app in one.apps)
    modules = tuple(module for one in brought for module in one.modules)
    project = _project(workspace, apps, modules)
    warm = PYTEST if folder_of(workspace.order) else ()
    parent = workspace.stack.enter_context(
        workspace.shared.parents.use(
            cache.digest(env.key, cache_keys.of_project(workspace.order, modules, apps), *warm),
            lambda: Parent(
                env.python,
                cwd=project.folder,
                environment=project.environment(workspace.databases.url),
                scratch=workspace.shared.scratch,
                warm=warm,
            ),
        )
    )
    worker = Worker(parent, name=names(wheels), deadline=workspace.deadline, stop=workspace.stop)
    return workspace.stack.enter_context(worker)


def _project(workspace: Workspace, apps: tuple[str, ...], modules: tuple[str, ...]) -> Host:
    if workspace.order.host:
        return host.given(workspace.order.host)
    name = cache.digest(*apps, "/", *modules)
    return host.bare(workspace.shared.scratch / name, apps=apps, modules=modules)


def _prove(worker: Worker, wheels: Wheels, release: Released, files: Installed) -> tuple[str, str]:
    """
    What runs is what was asked for; the answer is its Python and its Django.
    """
    try:
        said = worker.ask("identify", package=release.package, modules=list(files.modules)).first(
            "identity"
        )
    except Refused as refusal:
        raise DoesNotStart(wheels, refusal) from refusal
    assert said is not None
    if Version(said["version"]) != release.version:
        raise CellBroken(
            f"{release.package} {said['version']} runs where {release.version} was asked for.",
            "Its wheel's name and its metadata disagree; build it again.",
        )
    prefix = str(pathlib.Path(said["prefix"]).resolve())
    for path in filter(None, said["loaded"].values()):
        if not str(pathlib.Path(path).resolve()).startswith(prefix):
            raise CellBroken(
                f"{release.package} is loaded from {path}, not from its own environment.",
                "Remove that copy from the host's folder: it shadows the installed wheel.",
            )
    return said["python"], said["django"]

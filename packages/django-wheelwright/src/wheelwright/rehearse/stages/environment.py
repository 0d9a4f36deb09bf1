"""
Stage: two real environments that differ only in the package, and proof of what runs in each.
"""

import concurrent.futures
import dataclasses
import functools
import pathlib
import re
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from wheelwright.adapters import cache, environment, host, installed, own_users, sources
from wheelwright.adapters.environment import Environment
from wheelwright.adapters.host import Host
from wheelwright.adapters.installed import Installed
from wheelwright.adapters.parent import Parent
from wheelwright.adapters.session import Refused
from wheelwright.adapters.worker import Worker
from wheelwright.errors import CellBroken
from wheelwright.rehearse import cache_keys
from wheelwright.rehearse.facts.identity import Identity
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.stages.contracts import folder_of
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Json

PYTEST = ("pytest", "_pytest.terminal", "_pytest.junitxml", "_pytest.python", "_pytest.doctest")
OLDEST_DJANGO = Version("4.2")
NO_MODULE = re.compile(r"No module named '([\w.]+)'")
NO_SETTING = re.compile(
    r"'Settings' object has no attribute|settings\.[A-Z_]+|[Ss]etting [A-Z_]{3,}"
)
NEEDED = ("pytest", "psycopg[binary]>=3.1")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One installed side: what was asked for, what it was installed into, and the host around it.
    """

    name: str
    version: str
    env: Environment
    files: Installed
    project: Host
    process: str
    digest: str


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Make both environments, start a worker in each and let it say what it is.
    """
    order = workspace.order
    wanted = _wanted(workspace)
    sides = []
    lock = ""
    for name, spec in (("old", order.old), ("new", order.new)):
        source = sources.find(
            order.package, spec, folder=order.cache, index=order.index, python=order.python
        )
        env = environment.make(source, wanted, folder=order.cache, prefer=lock)
        lock = env.lock
        # Before it starts: an older Django stops at a driver that it does not know.
        _require_django(name, environment.versions(lock).get("django"))
        sides.append(_side(workspace, name, source.version, env))
        workspace.starts[name] = functools.partial(_start, workspace, sides[-1])
        if not order.contracts_only:
            workspace.worker(name)  # it warms up meanwhile
    if own_users.concern(sides[-1].files, order.settings) and not order.host:
        other = _other_host(workspace, sides[-1])
        workspace.starts[own_users.SIDE] = functools.partial(_start, workspace, other)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        old, new = pool.map(lambda side: _identify(workspace, side), sides)
    return dataclasses.replace(
        facts, old=old, new=new, old_digest=sides[0].digest, new_digest=sides[1].digest
    )


def _side(workspace: Workspace, name: str, version: str, env: Environment) -> Side:
    files = installed.read(env.folder, workspace.order.package)
    project = _project(workspace, files)
    apps = workspace.order.apps or files.apps
    process = cache.digest(env.key, cache_keys.of_project(workspace.order, files.modules, apps))
    return Side(
        name=name,
        version=version,
        env=env,
        files=files,
        project=project,
        process=process,
        digest=cache.digest(workspace.order.package, process),
    )


def _other_host(workspace: Workspace, side: Side) -> Side:
    """
    The same side in a host with a user model of its own.
    """
    order = workspace.order
    apps = order.apps or side.files.apps
    name = cache.digest("own user", cache_keys.of_project(order, side.files.modules, apps))
    project = host.bare(
        workspace.shared.scratch / name,
        apps=apps,
        modules=side.files.modules,
        settings=order.settings,
        own_user=True,
    )
    process = cache.digest("own user", side.process)
    return dataclasses.replace(side, project=project, process=process, name=own_users.SIDE)


def _start(workspace: Workspace, side: Side) -> Worker:
    """
    A worker on the side's warm process, which is started if nobody did yet; nobody waits for it.
    """
    environ = side.project.environment(workspace.databases.url)
    warm = PYTEST if folder_of(workspace.order) else ()
    parent = workspace.stack.enter_context(
        workspace.shared.parents.use(
            cache.digest(side.process, str(side.project.folder), *warm),
            lambda: Parent(
                side.env.python,
                cwd=side.project.folder,
                environment=environ,
                scratch=workspace.shared.scratch,
                warm=warm,
            ),
        )
    )
    worker = Worker(parent, name=side.name, deadline=workspace.deadline, stop=workspace.stop)
    return workspace.stack.enter_context(worker)


def _wanted(workspace: Workspace) -> environment.Wanted:
    order = workspace.order
    requirements = [*NEEDED, *order.requirements]
    constraints: tuple[str, ...] = ()
    if order.host:
        listed = host.lines(order.host / "requirements.txt")
        requirements += [line for line in listed if not concerns(line, order.package)]
        train = order.host / "train.txt"
        if train.is_file():
            # The siblings stay as they ship together; only the package moves.
            constraints = tuple(
                line for line in host.lines(train) if not concerns(line, order.package)
            )
    return environment.Wanted(
        python=order.python,
        requirements=tuple(requirements),
        constraints=constraints,
        index=order.index,
    )


def concerns(line: str, package: str) -> bool:
    """
    Is a line of a requirements file about this package?
    """
    try:
        return canonicalize_name(Requirement(line).name) == canonicalize_name(package)
    except InvalidRequirement:
        return False


def _project(workspace: Workspace, files: Installed) -> Host:
    order = workspace.order
    if order.host:
        return host.given(order.host)
    apps = order.apps or files.apps
    if not apps:
        raise CellBroken(
            f"{order.package} has no top-level package with an apps.py.",
            "Name its apps, for example --apps oauth2_provider.",
        )
    name = cache.digest(cache_keys.of_project(order, files.modules, apps))
    return host.bare(
        workspace.shared.scratch / name, apps=apps, modules=files.modules, settings=order.settings
    )


def _identify(workspace: Workspace, side: Side) -> Identity:
    if workspace.order.contracts_only:
        # What an environment is does not change; a kept baseline needs no old process at all.
        path = workspace.order.cache / "identities" / f"{side.digest}.json"
        return _checked(workspace, side, cache.recall(path, lambda: _ask(workspace, side)))
    return _checked(workspace, side, _ask(workspace, side))


def _ask(workspace: Workspace, side: Side) -> Json:
    worker = workspace.worker(side.name)
    try:
        said = worker.ask(
            "identify", package=workspace.order.package, modules=list(side.files.modules)
        ).first("identity")
    except Refused as refusal:
        raise CellBroken(
            f"Django does not start with {workspace.order.package} {side.version} ({side.name}): {refusal}.",
            way_out(refusal),
            refusal.trace + worker.tail(),
        ) from refusal
    return said


def way_out(refusal: Refused) -> str:
    """
    What to write on the command line, where the refusal tells.
    """
    if "pkg_resources" in refusal.message:
        return "Setuptools no longer brings pkg_resources: add --with 'setuptools<81'."
    missing = NO_MODULE.search(refusal.message)
    if missing:
        return (
            f"If {missing[1]} is a requirement that the package does not name, add it with --with."
        )
    if refusal.kind == "ImproperlyConfigured" or NO_SETTING.search(refusal.message):
        return "Write the setting into a file and name it: --settings settings.py."
    return "Check the package's requirements, --apps, and the settings it needs (--settings)."


def _require_django(side: str, version: str | None) -> None:
    if version is not None and Version(version) < OLDEST_DJANGO:
        raise CellBroken(
            f"The {side} side runs Django {version}; the oldest that can be rehearsed is "
            f"{OLDEST_DJANGO}.",
            f"Let both sides run one that they support: --with 'Django>={OLDEST_DJANGO}'.",
        )


def _checked(workspace: Workspace, side: Side, said: Any) -> Identity:
    if Version(said["version"]) != Version(side.version):
        raise CellBroken(
            f"The {side.name} side runs {workspace.order.package} {said['version']}, not {side.version}.",
            "Its wheel's name and its metadata disagree; build it again.",
        )
    _require_django(side.name, said["django"])
    loaded = tuple(str(path) for path in said["loaded"].values() if path)
    prefix = str(pathlib.Path(said["prefix"]).resolve())
    for path in loaded:
        if not str(pathlib.Path(path).resolve()).startswith(prefix):
            raise CellBroken(
                f"The {side.name} side loads {path}, which is not in its own environment.",
                "Remove that copy from the host's folder: it shadows the installed wheel.",
            )
    return Identity(
        version=said["version"],
        code=said["code"],
        loaded_from=loaded,
        prefix=prefix,
        python=said["python"],
        django=said["django"],
        installed=side.files,
        distributions=environment.versions(side.env.lock),
        labels=said.get("labels_of") or {},
        tables=frozenset(said.get("tables") or ()),
    )

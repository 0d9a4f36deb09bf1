"""
Stage: two real environments that differ only in the package, and proof of what runs in each.
"""

import concurrent.futures
import dataclasses
import pathlib

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from wheelwright import host, installed
from wheelwright.adapters import environment, sources
from wheelwright.adapters.worker import Refused, Worker
from wheelwright.bench import Bench
from wheelwright.errors import CellBroken
from wheelwright.facts import Facts, Identity
from wheelwright.host import Host
from wheelwright.installed import Installed

NEEDED = ("pytest", "psycopg[binary]>=3.1")


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Make both environments, start a worker in each and let it say what it is.
    """
    order = bench.order
    wanted = _wanted(bench)
    made = []
    lock = ""
    for spec in (order.old, order.new):
        source = sources.find(
            order.package, spec, folder=order.cache, index=order.index, python=order.python
        )
        env = environment.make(source, wanted, folder=order.cache, prefer=lock)
        lock = env.lock
        made.append((source, env, installed.read(env.folder, order.package)))
    for side, (_, env, files) in zip(("old", "new"), made, strict=True):
        project = _project(bench, side, files)
        worker = Worker(
            env.python,
            name=side,
            cwd=project.folder,
            environment=project.environment(bench.databases.url),
            timeout=order.timeout,
            stop=bench.stop,
        )
        bench.workers[side] = bench.stack.enter_context(worker)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        identities = tuple(
            pool.map(
                lambda pair: _identify(bench, pair[0], pair[1][0].version, pair[1][2]),
                zip(("old", "new"), made, strict=True),
            )
        )
    return dataclasses.replace(facts, old=identities[0], new=identities[1])


def _wanted(bench: Bench) -> environment.Wanted:
    order = bench.order
    requirements = [*NEEDED, *order.requirements]
    constraints: tuple[str, ...] = ()
    if order.host:
        listed = host.lines(order.host / "requirements.txt")
        requirements += [line for line in listed if not _is(line, order.package)]
        train = order.host / "train.txt"
        if train.is_file():
            # The siblings stay as they ship together; only the package moves.
            constraints = tuple(line for line in host.lines(train) if not _is(line, order.package))
    return environment.Wanted(
        python=order.python,
        requirements=tuple(requirements),
        constraints=constraints,
        index=order.index,
    )


def _is(line: str, package: str) -> bool:
    try:
        return canonicalize_name(Requirement(line).name) == canonicalize_name(package)
    except InvalidRequirement:
        return False


def _project(bench: Bench, side: str, files: Installed) -> Host:
    order = bench.order
    if order.host:
        return host.given(order.host)
    apps = order.apps or files.apps
    if not apps:
        raise CellBroken(
            f"{order.package} has no top-level package with an apps.py.",
            "Name its apps, for example --apps oauth2_provider.",
        )
    return host.bare(bench.scratch / side, apps=apps, modules=files.modules)


def _identify(bench: Bench, side: str, version: str, files: Installed) -> Identity:
    worker = bench.workers[side]
    try:
        said = worker.ask(
            "identify", package=bench.order.package, modules=list(files.modules)
        ).first("identity")
    except Refused as refusal:
        raise CellBroken(
            f"Django does not start with {bench.order.package} {version} ({side}): {refusal}.",
            "Check the package's requirements, --apps and the settings it needs.",
            refusal.trace + worker.tail(),
        ) from refusal
    assert said is not None
    if Version(said["version"]) != Version(version):
        raise CellBroken(
            f"The {side} side runs {bench.order.package} {said['version']}, not {version}.",
            "Its wheel's name and its metadata disagree; build it again.",
        )
    loaded = tuple(str(path) for path in said["loaded"].values() if path)
    prefix = str(pathlib.Path(said["prefix"]).resolve())
    for path in loaded:
        if not str(pathlib.Path(path).resolve()).startswith(prefix):
            raise CellBroken(
                f"The {side} side loads {path}, which is not in its own environment.",
                "Remove that copy from the host's folder: it shadows the installed wheel.",
            )
    return Identity(
        version=said["version"],
        code=said["code"],
        loaded_from=loaded,
        prefix=prefix,
        python=said["python"],
        django=said["django"],
        installed=files,
    )

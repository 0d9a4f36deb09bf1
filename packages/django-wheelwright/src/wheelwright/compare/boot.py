"""
Does a host that was right for the old release start on the new one? Django is started, twice.
"""

import pathlib
import sys

from wheelwright.adapters import alone, cache, environment, installed, sources
from wheelwright.adapters import host as hosts
from wheelwright.adapters.host import Host
from wheelwright.adapters.session import Refused
from wheelwright.adapters.uv import Sources
from wheelwright.rehearse.stages.environment import NEEDED, concerns
from wheelwright.surface.promises import Booted
from wheelwright.surface.wheel import Wheel

LEFT_OUT = (
    "No host was started: settings, system checks and models are only read. Leave --static out."
)
NOT_STARTED = (
    "The old host does not start even on the old release, so its settings say nothing: {reason}"
)
NEITHER_SETTING = (
    "The old host does not start on the new release, and not for want of a setting, so nothing was "
    "measured there: {reason}"
)
# Nothing here asks a database; a project cannot be without the setting.
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"
TIMEOUT = 120.0


def both(
    before: Wheel, after: Wheel, *, host: pathlib.Path | None, index: Sources, scratch: pathlib.Path
) -> tuple[Booted, Booted]:
    """
    Start the old host on the old and on the new release.

    Raises:
        CellBroken: if an environment cannot be made.
    """
    project = hosts.given(host) if host else _bare(before, scratch / "old-host")
    wanted = environment.Wanted(
        python=sys.executable,
        requirements=(*NEEDED, *_others(host, "requirements.txt", before.package)),
        # The siblings stay as they ship together; only the package moves.
        constraints=_others(host, "train.txt", before.package),
        index=index,
    )
    old, lock = _booted(before, project, wanted, prefer="")
    new, _ = _booted(after, project, wanted, prefer=lock)
    return old, new


def _others(host: pathlib.Path | None, name: str, package: str) -> tuple[str, ...]:
    if host is None or not (host / name).is_file():
        return ()
    return tuple(line for line in hosts.lines(host / name) if not concerns(line, package))


def _bare(wheel: Wheel, folder: pathlib.Path) -> Host:
    """
    A host with the settings and the adapters that the old release shipped for its tests.

    They are copied under another name: on the new release its own would shadow them, and those
    are never wrong.
    """
    shipped = [m for m in wheel.modules if _testing(wheel, m).is_dir()]
    copies = {module: f"old_host_{module.replace('.', '_')}" for module in shipped}
    project = hosts.bare(folder, apps=wheel.apps, modules=tuple(copies.values()))
    for module, copy in copies.items():
        theirs = _testing(wheel, module)
        for file in theirs.rglob("*.py"):
            target = folder / copy / "testing" / file.relative_to(theirs)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            target.write_text(text.replace(f"{module}.testing", f"{copy}.testing"))
        (folder / copy / "__init__.py").touch()
    return project


def _testing(wheel: Wheel, module: str) -> pathlib.Path:
    return wheel.folder.joinpath(*module.split("."), "testing")


def _booted(
    wheel: Wheel, project: Host, wanted: environment.Wanted, *, prefer: str
) -> tuple[Booted, str]:
    kept = cache.default_folder()
    source = sources.find(
        wheel.package, str(wheel.path), folder=kept, index=wanted.index, python=wanted.python
    )
    env = environment.make(source, wanted, folder=kept, prefer=prefer)
    modules = list(installed.read(env.folder, wheel.package).modules)
    with alone.worker(
        env.python,
        name=str(wheel.version),
        cwd=project.folder,
        environment=project.environment(NO_DATABASE),
        timeout=TIMEOUT,
    ) as worker:
        try:
            problems = worker.ask("system checks of packages").named("check")
            undetected = worker.ask("missing", modules=modules).named("operation")
        except Refused as refusal:
            return Booted(failure=str(refusal)), env.lock
    return (
        Booted(
            problems=tuple((p["level"], p["id"], p["message"]) for p in problems),
            undetected=tuple(f"{o['app']}: {o['describe']}" for o in undetected),
        ),
        env.lock,
    )

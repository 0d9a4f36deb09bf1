"""
Where do the wheels meet a running Django? In a real environment that holds them all.
"""

import pathlib
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from wheelwright.adapters import alone, environment, uv
from wheelwright.adapters import cache as caches
from wheelwright.adapters import host as hosts
from wheelwright.adapters.session import Answers, Refused
from wheelwright.adapters.sources import Source
from wheelwright.adapters.wheels import Wheel
from wheelwright.adapters.worker import Worker
from wheelwright.errors import CellBroken

# Never connected to: models and migrations are read without a database.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
SETTINGS = '''\
"""
The settings of a host for every wheel at once: what each says that it needs at least.
"""

import importlib

DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "nothing"}}}}
SECRET_KEY = "a check keeps no secrets"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "boundary_host.urls"
_apps = ["django.contrib.contenttypes", "django.contrib.auth"]

for _module, _own in {apps!r}:
    try:
        _theirs = vars(importlib.import_module(_module + ".testing.settings"))
    except ModuleNotFoundError as exc:
        if exc.name not in (_module + ".testing", _module + ".testing.settings"):
            raise
        _theirs = {{}}
    _apps += _theirs.get("INSTALLED_APPS", _own)
    globals().update({{k: v for k, v in _theirs.items() if k.isupper()}})

INSTALLED_APPS = list(dict.fromkeys(_apps))
'''


@contextmanager
def running(
    wheels: Sequence[Wheel],
    *,
    host: pathlib.Path | None,
    index: uv.Sources,
    cache: pathlib.Path,
    python: str,
    timeout: float,
) -> Iterator[tuple[Worker, pathlib.Path]]:
    """
    A worker with every wheel installed, and the site-packages of its environment.

    Raises:
        CellBroken: if the wheels cannot be installed together.
    """
    env = _environment(wheels, host=host, index=index, cache=cache, python=python)
    with tempfile.TemporaryDirectory(prefix="wheelwright-boundary-") as scratch:
        project = hosts.given(host) if host else _project(pathlib.Path(scratch), wheels)
        with alone.worker(
            env.python,
            name="boundary",
            cwd=project.folder,
            environment=project.environment(NOWHERE),
            timeout=timeout,
        ) as worker:
            yield worker, next(env.folder.glob("lib/python*/site-packages"))


def ask(worker: Worker, wheels: Sequence[Wheel]) -> Answers:
    """
    What a running Django says about the wheels.

    Raises:
        CellBroken: if it does not start with them.
    """
    try:
        return worker.ask("boundary")
    except Refused as refusal:
        raise CellBroken(
            f"Django does not start with {_names(wheels)}: {refusal}.",
            "Ship the settings that a domain needs as <app>/testing/settings.py, or name a "
            "project that has them with --host.",
            refusal.trace + worker.tail(),
        ) from refusal


def _environment(
    wheels: Sequence[Wheel],
    *,
    host: pathlib.Path | None,
    index: uv.Sources,
    cache: pathlib.Path,
    python: str,
) -> environment.Environment:
    first, *others = wheels
    names = {wheel.package for wheel in wheels}
    lines = hosts.lines(host / "requirements.txt") if host else ()
    others_of_host = (line for line in lines if not _names_one(line, names, host))
    requirements = [*others_of_host, "psycopg[binary]"]
    # Every extra, too: what it brings is imported by the module that needs it.
    requirements += [f"{w.package}[{','.join(w.extras)}] @ {_uri(w)}" for w in wheels if w.extras]
    requirements += [f"{wheel.package} @ {_uri(wheel)}" for wheel in others if not wheel.extras]
    source = Source(
        package=first.package,
        version=str(first.version),
        wheel=first.path.resolve(),
        sha256=caches.file_digest(first.path),
    )
    wanted = environment.Wanted(
        python=python or sys.executable,
        requirements=tuple(requirements),
        constraints=(),
        index=index,
    )
    return environment.make(source, wanted, folder=cache)


def _names_one(line: str, names: set[str], host: pathlib.Path | None) -> bool:
    try:
        return canonicalize_name(Requirement(line).name) in names
    except InvalidRequirement:
        # A folder, as in `-e ./packages/billing-app`.
        path = (host or pathlib.Path()) / line.removeprefix("-e").strip() / "pyproject.toml"
        return path.is_file() and canonicalize_name(_name(path)) in names


def _name(path: pathlib.Path) -> str:
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""
    return str(project.get("name", ""))


def _uri(wheel: Wheel) -> str:
    return wheel.path.resolve().as_uri()


def _names(wheels: Sequence[Wheel]) -> str:
    return ", ".join(f"{wheel.package} {wheel.version}" for wheel in wheels)


def _project(folder: pathlib.Path, wheels: Sequence[Wheel]) -> hosts.Host:
    package = folder / "boundary_host"
    package.mkdir()
    apps = [
        (module, [app for app in wheel.apps if app == module or app.startswith(f"{module}.")])
        for wheel in wheels
        for module in wheel.modules
        if wheel.is_domain
    ]
    (package / "__init__.py").touch()
    (package / "settings.py").write_text(SETTINGS.format(apps=apps))
    (package / "urls.py").write_text('"""No pages."""\n\nurlpatterns = []\n')
    return hosts.Host(folder=folder, settings="boundary_host.settings")

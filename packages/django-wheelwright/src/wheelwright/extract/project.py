"""
How is somebody's Django project loaded, with its own Python and Django, and asked?
"""

import ast
import contextlib
import dataclasses
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wheelwright.adapters import alone
from wheelwright.adapters.host import MODULE
from wheelwright.adapters.session import Answers, Refused
from wheelwright.adapters.worker import Worker
from wheelwright.extract.errors import (
    ProjectDoesNotStart,
    ProjectNotFound,
    ProjectNotRead,
    PythonUnusable,
)

# For settings that read one: nothing listens there, and most of what is asked needs no database.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
OLDEST = (3, 12)
OURS = ("PYTHON", "VIRTUAL_ENV", "PYTEST_", "COV_")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """
    A folder with a manage.py, its settings module, and the Python that runs it.
    """

    folder: pathlib.Path
    settings: str
    python: pathlib.Path
    roots: tuple[str, ...] = ()  # folders in it that its manage.py puts on sys.path

    def environment(self, **more: str) -> Mapping[str, str]:
        """
        The caller's variables without those of the tool's own Python, and `more`.
        """
        mine = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
        mine.setdefault("DATABASE_URL", NOWHERE)
        return mine | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": os.pathsep.join(str(self.folder / root) for root in ("", *self.roots)),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }


def given(
    folder: pathlib.Path, *, python: pathlib.Path | None = None, settings: str | None = None
) -> Project:
    """
    The project of a folder. Its settings are those named, else those of DJANGO_SETTINGS_MODULE, else
    those of its manage.py; its Python is the one named, else a `.venv` or `venv` in it or beside it, else
    this one.

    Raises:
        ProjectNotFound: if there is none, or nothing says what its settings are.
    """
    manage = folder / "manage.py"
    if not manage.is_file():
        raise ProjectNotFound(
            f"{folder} has no manage.py.", "Name the folder of a Django project with --project."
        )
    text = manage.read_text(encoding="utf-8", errors="replace")
    said = MODULE.search(text)
    named = settings or os.environ.get("DJANGO_SETTINGS_MODULE") or (said and said[1])
    if not named:
        raise ProjectNotFound(
            f"{manage} does not say which settings the project has.", "Name them with --settings."
        )
    return Project(
        folder=folder.resolve(),
        settings=named,
        python=_python(folder, python),
        roots=tuple(_roots(folder.resolve(), text)),
    )


def _roots(folder: pathlib.Path, manage: str) -> Iterator[str]:
    """
    Folders of the project that `sys.path.append(…)` and the like name in a manage.py.
    """
    try:
        tree = ast.parse(manage)
    except SyntaxError:
        return
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) not in ("sys.path.append", "sys.path.insert"):
            continue
        words = (node.value for node in ast.walk(call) if isinstance(node, ast.Constant))
        for word in (word for word in words if isinstance(word, str) and word):
            if (folder / word).is_dir():
                yield word


def _python(folder: pathlib.Path, named: pathlib.Path | None) -> pathlib.Path:
    places = (folder, folder.absolute().parent)  # a manage.py often lies one below
    own = (place / name / "bin" / "python" for place in places for name in (".venv", "venv"))
    found = named or next((path for path in own if path.exists()), pathlib.Path(sys.executable))
    if not found.exists():
        raise ProjectNotFound(f"There is no {found}.", "Name a Python with --python.")
    return found.absolute()  # not resolved: a link is how an environment knows that it is one


@contextlib.contextmanager
def loaded(
    project: Project,
    *,
    timeout: float = 300.0,
    environment: Mapping[str, str] | None = None,
    warm: Sequence[str] = (),
) -> Iterator[Worker]:
    """
    A worker in the project's own process for as long as the block runs. Nothing in its folder is
    written, not even compiled files.

    Raises:
        PythonUnusable: if its Python is too old, or none.
    """
    _require_python(project.python)
    with alone.worker(
        project.python,
        name="project's",
        cwd=project.folder,
        environment=project.environment(**(environment or {})),
        timeout=timeout,
        warm=warm,
    ) as worker:
        yield worker


def _require_python(python: pathlib.Path) -> None:
    words = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as exc:
        raise PythonUnusable(
            f"{python} cannot be run as a Python.", "Name the project's with --python."
        ) from exc
    version = tuple(int(number) for number in said.split())
    if version < OLDEST:
        raise PythonUnusable(
            f"{python} is Python {'.'.join(map(str, version))}; a project is asked in 3.12 or newer.",
            "Make an environment of a newer Python with the project's requirements, and name it with --python.",
        )


def ask(worker: Worker, command: str, **arguments: Any) -> Answers:
    """
    One command of the agent.

    Raises:
        ProjectDoesNotStart: if Django cannot be set up.
        ProjectNotRead: if what was asked for failed there.
    """
    try:
        return worker.ask(command, **arguments)
    except Refused as refusal:
        lines = refusal.trace.splitlines()
        if "in _set_up" not in refusal.trace:
            raise ProjectNotRead(
                f"The project starts, but {command} failed in it: {refusal}.",
                "If the lines below are not of its own code, report them.",
                lines[-10:],
            ) from refusal
        raise ProjectDoesNotStart(
            f"The project cannot be loaded: {refusal}.",
            "Make `manage.py check` pass with the same Python and settings first (--python, --settings).",
            [line for line in lines if "wheelwright/agent" not in line][-8:],
        ) from refusal

"""
How do the old release's own rows get into the baseline?
"""

import importlib
import importlib.util
import pathlib

from django.core.management import call_command
from django.db import DatabaseError, transaction

from wheelwright.agent.events import Say

NEEDS_AUTOCOMMIT = ("25001", "25P02")  # active transaction, failed transaction


def seed(*, say: Say, path: str | None = None, module: str | None = None) -> None:
    """
    Load a fixture, run a Python file's seed(), or run the package's own `testing.seed()`.

    All or nothing, so that one that fails leaves no rows behind; but a file that does what no
    transaction allows, or goes on after an error, is run again without one.
    """
    try:
        with transaction.atomic():
            _seed(say, path, module)
    except DatabaseError as exc:
        if path is None or getattr(exc.__cause__, "sqlstate", None) not in NEEDS_AUTOCOMMIT:
            raise
        _seed(say, path, module)


def _seed(say: Say, path: str | None, module: str | None) -> None:
    if module is not None:
        importlib.import_module(module).seed()
        say("seeded", by=f"{module}.seed()")
        return
    file = pathlib.Path(str(path))
    if file.suffix == ".py":
        spec = importlib.util.spec_from_file_location("wheelwright_seed", file)
        if spec is None or spec.loader is None:
            raise ImportError(f"{file} cannot be imported")
        code = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(code)
        if not callable(getattr(code, "seed", None)):
            raise TypeError(f"{file.name} has no function seed()")
        code.seed()
    else:
        call_command("loaddata", str(file), verbosity=0)
    say("seeded", by=file.name)

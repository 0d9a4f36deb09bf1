"""
The command line, as a person types it, without a new process for each: one takes a second to start.
"""

import contextlib
import dataclasses
import io
import os
import pathlib
import signal
from collections.abc import Iterator, Mapping

from wheelwright import cli


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    How one run of the command line ended.
    """

    status: int
    output: str
    errors: str


def run(
    *words: object, cwd: pathlib.Path, environment: Mapping[str, str | None] | None = None
) -> Said:
    """
    Run `wheelwright` with these words in a folder; a variable of the environment that is None is
    not set. What is about processes themselves, such as being killed, needs one of its own.
    """
    output, errors = io.StringIO(), io.StringIO()
    terminate = signal.getsignal(signal.SIGTERM)
    status: object = 0
    try:
        with (
            contextlib.chdir(cwd),
            _set(environment or {}),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(errors),
        ):
            cli.main([str(word) for word in words])
    except SystemExit as end:
        status = end.code
    finally:
        signal.signal(signal.SIGTERM, terminate)
    return Said(
        status=status if isinstance(status, int) else int(status is not None),
        output=output.getvalue(),
        errors=errors.getvalue(),
    )


@contextlib.contextmanager
def _set(variables: Mapping[str, str | None]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update({name: value for name, value in variables.items() if value is not None})
    for name in (name for name, value in variables.items() if value is None):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)

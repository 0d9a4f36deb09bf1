"""
Does code that a host could write pass a type checker on both releases? mypy is the judge.
"""

import pathlib
import re
import subprocess
import sys

from wheelwright.contract.errors import CannotCompare, LibraryMissing
from wheelwright.contract.wheel import Wheel

ERROR = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+)(?::\d+)?: error: (?P<what>.+)$")
OPTIONS = (
    # The judge reads no configuration of the project it stands in.
    *(
        "--config-file=",
        "--strict",
        "--no-error-summary",
        "--hide-error-context",
        "--no-color-output",
    ),
    # What the wheels import and is not installed here is not what is judged.
    *("--ignore-missing-imports", "--follow-untyped-imports"),
    *("--allow-subclassing-any", "--no-warn-return-any", "--allow-untyped-decorators"),
)


class ConsumerBroken(CannotCompare):
    """
    The consumer does not fit the release it was written for.
    """


def broken(
    consumer: pathlib.Path, before: Wheel, after: Wheel, *, scratch: pathlib.Path
) -> tuple[str, ...]:
    """
    What mypy says of the consumer on the new release; nothing if all is well.

    Raises:
        ConsumerBroken: if it does not pass on the old release.
        LibraryMissing: if mypy is not installed.
    """
    if not consumer.is_file():
        raise CannotCompare(f"There is no consumer {consumer}.", "Check the path.")
    text = consumer.read_text(encoding="utf-8")
    lines = text.splitlines()
    if said := _errors(consumer, before, scratch):
        raise ConsumerBroken(
            f"{consumer} does not pass mypy on {before.package} {before.version}: {said[0][1]} "
            f"(line {said[0][0]}).",
            "It must show what a host writes against the release before this one.",
        )
    return tuple(
        f"line {line} ({lines[line - 1].strip()}): {what}"
        for line, what in _errors(consumer, after, scratch)
    )


def _errors(consumer: pathlib.Path, wheel: Wheel, scratch: pathlib.Path) -> list[tuple[int, str]]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            *OPTIONS,
            f"--cache-dir={scratch / 'mypy'}",
            str(consumer.resolve()),
        ],
        # The wheel shadows an installed release of the same package.
        env={"MYPYPATH": str(wheel.folder), "PATH": "", "PYTHONPATH": ""},
        cwd=wheel.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named mypy" in done.stderr:
        raise LibraryMissing("mypy")
    if done.returncode > 1:
        raise CannotCompare(
            f"mypy could not check {consumer}:", (done.stderr or done.stdout).strip()[:500]
        )
    name = consumer.resolve().name
    found = (ERROR.match(line) for line in done.stdout.splitlines())
    return [
        (int(match["line"]), match["what"])
        for match in found
        if match and pathlib.Path(match["file"]).name == name
    ]

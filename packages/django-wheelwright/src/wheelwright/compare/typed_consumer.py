"""
Does code that a host could write pass a type checker on both releases? mypy is the judge.
"""

import os
import pathlib
import re
import subprocess
import sys
import zipfile

from packaging.version import Version

from wheelwright.surface.errors import CannotCompare, LibraryMissing
from wheelwright.surface.metadata import requirements
from wheelwright.surface.wheel import Wheel, version_of

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
    The consumer fits neither release.
    """


def broken(
    consumer: pathlib.Path,
    before: Wheel,
    after: Wheel,
    *,
    releases: pathlib.Path | None,
    scratch: pathlib.Path,
) -> tuple[str, ...]:
    """
    What mypy says of the consumer on the new release and did not on the old one. A line that only
    the new release understands shows what is new, and breaks nobody.

    Raises:
        ConsumerBroken: if a line passes on neither.
        LibraryMissing: if mypy is not installed.
    """
    if not consumer.is_file():
        raise CannotCompare(f"There is no consumer {consumer}.", "Check the path.")
    lines = consumer.read_text(encoding="utf-8").splitlines()
    others = _siblings(after, releases, scratch / "siblings")
    old, new = (_errors(consumer, wheel, others, scratch / "mypy") for wheel in (before, after))
    if both := sorted(dict(old).keys() & dict(new).keys()):
        raise ConsumerBroken(
            f"{consumer} passes mypy neither on {before.version} nor on {after.version}: line "
            f"{both[0]}, {dict(new)[both[0]]}.",
            "Correct that line; it must show what a host can write.",
        )
    return tuple(f"line {line} ({lines[line - 1].strip()}): {what}" for line, what in new)


def _siblings(
    wheel: Wheel, releases: pathlib.Path | None, folder: pathlib.Path
) -> tuple[pathlib.Path, ...]:
    """
    The newest archived release of each package that the wheel needs: its types are half of the API.
    """
    found: dict[str, tuple[Version, pathlib.Path]] = {}
    for path in releases.glob("*.whl") if releases else ():
        name, version = version_of(path)
        if any(r.name == name and r.allows(version) for r in requirements(wheel)):
            found[name] = max(found.get(name, (version, path)), (version, path))
    for _, path in found.values():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder / path.stem)
    return tuple(folder / path.stem for _, path in found.values())


def _errors(
    consumer: pathlib.Path, wheel: Wheel, others: tuple[pathlib.Path, ...], cache: pathlib.Path
) -> list[tuple[int, str]]:
    target = str(consumer.resolve())
    # Here before what is installed: the very release, whatever else this environment holds.
    here = os.pathsep.join(map(str, (wheel.folder, *others)))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *OPTIONS, f"--cache-dir={cache}", target],
        env={"MYPYPATH": here, "PATH": "", "PYTHONPATH": ""},
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
    found = (ERROR.match(line) for line in done.stdout.splitlines())
    return [
        (int(match["line"]), match["what"])
        for match in found
        if match and pathlib.Path(match["file"]).name == consumer.name
    ]

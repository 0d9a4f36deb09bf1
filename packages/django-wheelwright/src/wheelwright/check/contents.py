"""
Does the wheel hold exactly its source tree? Builds lose files in silence.
"""

import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator

from wheelwright.adapters.wheels import Wheel
from wheelwright.errors import BadRequest
from wheelwright.report.model import Finding, Severity

ID = "wheel-contents"
LITTER = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
BYTECODE = (".pyc", ".pyo", ".orig", ".rej", ".swp", "~")
# What the library finds beyond lost and added files; W004 would object to numbered migrations.
ELSEWHERE = "W004,W101,W102"
LOSSES = (
    ("/migrations/", "Hosts would write this migration anew into their own site-packages"),
    ("/templates/", "Pages that use this template fail"),
    ("/static/", "Pages that link to this file get an error"),
    ("/locale/", "Texts stay untranslated"),
    ("/management/", "The management command does not exist"),
    ("py.typed", "Type checkers ignore every annotation of the package"),
    (".py", "Importing it fails"),
    ("", "Whatever reads it fails"),
)


def check(folder: pathlib.Path, wheel: Wheel) -> tuple[Finding, ...]:
    """
    Report files that were lost, added or changed on the way into the wheel.

    Raises:
        BadRequest: if check-wheel-contents is not installed.
    """
    return (*_compare(folder, wheel), *_second_opinion(wheel))


def _compare(folder: pathlib.Path, wheel: Wheel) -> Iterator[Finding]:
    tree = dict(_tree(folder, wheel))
    for name in sorted(tree.keys() - wheel.files.keys()):
        why = next(reason for part, reason in LOSSES if part in name)
        yield _finding(
            name,
            f"{wheel.path.name} lacks {name}, which is in the source tree. {why}.",
            "Make the build back end ship it (for setuptools: packages.find and package-data).",
        )
    for name in sorted(wheel.files.keys() - tree.keys()):
        yield _finding(
            name,
            f"{wheel.path.name} holds {name}, which is not in the source tree.",
            "Build from a clean folder: an old build/ directory resurrects deleted files.",
        )
    for name in sorted(tree.keys() & wheel.files.keys()):
        if tree[name].read_bytes() != wheel.files[name]:
            yield _finding(
                name,
                f"{name} in {wheel.path.name} differs from the source tree.",
                "Build the wheel again from this source.",
            )


def _tree(folder: pathlib.Path, wheel: Wheel) -> Iterator[tuple[str, pathlib.Path]]:
    """
    The files of the packages' source folders, by the path that they have in a wheel.
    """
    roots = [root for root in (folder / "src", folder) if root.is_dir()]
    for module in wheel.modules:
        inner = module.replace(".", "/")
        root = next((root for root in roots if (root / inner).is_dir()), None)
        if root is None:
            continue
        for path in (root / inner).rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not _is_litter(name):
                yield name, path


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return bool(set(parts) & set(LITTER)) or name.endswith(BYTECODE) or parts[-1] == ".DS_Store"


def _second_opinion(wheel: Wheel) -> Iterator[Finding]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_wheel_contents", "--no-config"),
            *("--ignore", ELSEWHERE, str(wheel.path)),
        ],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named check_wheel_contents" in done.stderr:
        raise BadRequest(
            "check-wheel-contents is not installed.", "Install django-wheelwright[check]."
        )
    if done.returncode and "Error" in done.stderr:
        raise BadRequest(
            f"check-wheel-contents could not read {wheel.path.name}: {_last(done.stderr)}.",
            "Build the wheel again.",
        )
    prefix = f"{wheel.path}: "
    said: list[str] = []
    for line in done.stdout.splitlines():
        if line.startswith(prefix):
            said.append(line.removeprefix(prefix))
        elif said and line.strip():
            said[-1] += f" {line.strip()},"
    for sentence in said:
        if sentence != "OK":
            yield _finding(
                wheel.path.name,
                f"{wheel.path.name}: {sentence.rstrip(',. ')}.",
                "Build the wheel from a package folder that holds nothing else; the check's "
                "number is explained in the documentation of check-wheel-contents.",
            )


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip().rstrip(".") if lines else "it said nothing"


def _finding(subject: str, message: str, hint: str) -> Finding:
    return Finding(code=ID, severity=Severity.ERROR, subject=subject, message=message, hint=hint)

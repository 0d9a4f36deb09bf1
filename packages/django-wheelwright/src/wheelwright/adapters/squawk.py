"""
How is squawk asked about a script, and where is it, if it is installed at all?
"""

import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping

from wheelwright.errors import CellBroken

UNREADABLE = "syntax-error"
TIMEOUT = 60  # seconds; it needs milliseconds


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """
    One warning: the script, its line counted from 0, and the rule.
    """

    script: str
    line: int
    rule: str
    message: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Squawk:
    """
    An installed squawk.
    """

    program: str
    version: str

    def lint(
        self, scripts: Mapping[str, str], *, folder: pathlib.Path, server: str
    ) -> tuple[Warned, ...]:
        """
        The warnings about these scripts, written into `folder`, where no project's settings are.

        Raises:
            CellBroken: if it does not answer in the way it is known to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in scripts.items():
            (folder / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [self.program, "--reporter", "json", "--pg-version", server, *scripts],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
        try:
            return tuple(
                Warned(
                    script=said["file"],
                    line=said["line"],
                    rule=said["rule_name"],
                    message=said["message"],
                )
                for said in json.loads(done.stdout)
            )
        except (ValueError, KeyError, TypeError) as exc:
            raise CellBroken(
                f"{self.program} {self.version} gave no list of warnings ({exc}).",
                "Install the version that django-wheelwright[lint] asks for. It said:",
                done.stderr or done.stdout,
            ) from exc


def find(path: str | None = None) -> Squawk | None:
    """
    The squawk beside this Python, else the one on the PATH.
    """
    beside = sysconfig.get_path("scripts")
    places = os.pathsep.join((beside, os.environ.get("PATH", ""))) if path is None else path
    program = shutil.which("squawk", path=places)
    if program is None:
        return None
    asked = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    # A gem and a Mac application have the same name.
    name, _, version = asked.stdout.strip().partition(" ")
    return Squawk(program=program, version=version) if name == "squawk" and version else None

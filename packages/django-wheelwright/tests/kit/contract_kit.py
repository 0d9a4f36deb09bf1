"""
A small package with a bit of everything, released as a test describes it and compared by command.
"""

import dataclasses
import json
import pathlib
from collections.abc import Mapping
from typing import Any

from command import run
from pair_kit import BASES, write_wheel

API = """\
import dataclasses
from typing import Protocol

__all__ = ["Tree", "Weather", "plant"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tree:
    kind: str


class Weather(Protocol):
    def rain(self) -> int: ...


def plant(*, kind: str, weather: Weather) -> Tree:
    return Tree(kind=kind)
"""
CONF = """\
from django.conf import settings


def rows() -> int:
    return getattr(settings, "ORCHARD_ROWS", 3)
"""
PLANTED = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "kind": {"type": "string"}},
    "required": ["id", "kind"],
}
EVENT = "orchard/contract/emitted/tree.planted.v1.json"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """
    What one run of the command line left behind.
    """

    status: int
    output: str
    errors: str
    report: dict[str, Any] | None

    def findings(self, code: str) -> list[dict[str, Any]]:
        assert self.report is not None, self.errors
        return [finding for finding in self.report["findings"] if finding["code"] == code]


class Grower:
    """
    Releases orchard-app in versions and compares them.
    """

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.releases = folder / "releases"
        self.releases.mkdir()
        self.old = self.release("1.0.0", at=self.releases)

    def release(
        self,
        version: str,
        *,
        files: Mapping[str, str | None] | None = None,
        project: Mapping[str, object] | None = None,
        package: str = "orchard-app",
        at: pathlib.Path | None = None,
    ) -> pathlib.Path:
        """
        Write a wheel; a file that is None is left out.
        """
        base = BASES / "app"
        contents: dict[str, str | None] = {
            path.relative_to(base).as_posix(): path.read_text() for path in base.rglob("*.py")
        }
        contents |= {"orchard/__init__.py": "", "orchard/api.py": API, "orchard/conf.py": CONF}
        contents |= {EVENT: json.dumps(PLANTED)}
        kept = {
            name: text for name, text in (contents | dict(files or {})).items() if text is not None
        }
        needs = {"dependencies": ["Django>=5.2"]} | dict(project or {})
        return write_wheel(at or self.folder, package, version, kept, needs)

    def fragment(self, name: str, text: str) -> pathlib.Path:
        """
        Write a fragment of the next release.
        """
        changes = self.folder / "changes"
        changes.mkdir(exist_ok=True)
        (changes / name).write_text(text)
        return changes

    def compare(
        self, *words: object, new: pathlib.Path | None = None, boot: bool = False
    ) -> Compared:
        target = self.folder / "report.json"
        target.unlink(missing_ok=True)
        command = ["compare", *words, *([new] if new else [])]
        command += ["--json", target, *([] if boot else ["--static"])]
        said = run(*command, cwd=self.folder, environment={"PIP_INDEX_URL": None})
        report = json.loads(target.read_text()) if target.exists() else None
        return Compared(status=said.status, output=said.output, errors=said.errors, report=report)

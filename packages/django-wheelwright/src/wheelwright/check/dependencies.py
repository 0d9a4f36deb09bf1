"""
Does a package declare what it imports, and import what it declares? deptry knows.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from typing import Any

from wheelwright.errors import BadRequest
from wheelwright.report.model import Finding, Severity

UNDECLARED = "undeclared-dependency"
UNUSED = "unused-dependency"
# DEP002: declared and never imported. DEP005: a module of the standard library is declared.
SUPERFLUOUS = ("DEP002", "DEP005")


def check(
    folder: pathlib.Path, site: pathlib.Path, *, siblings: Collection[str]
) -> Iterator[Finding]:
    """
    Report what deptry finds in a source folder. `site` is where its requirements are installed.

    Imports of `siblings`, top-level modules of other domains, are left to the boundary's own rules.

    Raises:
        BadRequest: if deptry is not installed or cannot read the package.
    """
    issues: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for issue in _ask(folder, site):
        if issue["module"].split(".")[0] not in siblings:
            issues.setdefault((issue["module"], issue["error"]["code"]), []).append(issue)
    for (module, code), places in issues.items():
        superfluous = code in SUPERFLUOUS
        others = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield Finding(
            code=UNUSED if superfluous else UNDECLARED,
            severity=Severity.REVIEW if superfluous else Severity.ERROR,
            subject=module,
            message=f"{folder.name}: {places[0]['error']['message']} "
            f"({_where(places[0])}{others}, {code}).",
            hint="Remove it, or say under [tool.deptry.per_rule_ignores] why it stays."
            if superfluous
            else f"Add the distribution that brings {module} to the package's dependencies.",
            evidence={"deptry": code, "places": [_where(place) for place in places]},
        )


def _where(issue: dict[str, Any]) -> str:
    return f"{issue['location']['file']}:{issue['location']['line'] or 1}"


def _ask(folder: pathlib.Path, site: pathlib.Path) -> list[dict[str, Any]]:
    root = "src" if (folder / "src").is_dir() else "."
    with tempfile.TemporaryDirectory(prefix="wheelwright-deptry-") as scratch:
        target = pathlib.Path(scratch) / "issues.json"
        done = subprocess.run(
            [sys.executable, "-m", "deptry", root, "--no-ansi", "--json-output", str(target)],
            cwd=folder,
            # It maps distributions to modules by what is installed where it runs.
            env={**os.environ, "PYTHONPATH": str(site)},
            capture_output=True,
            text=True,
            check=False,
        )
        if "No module named deptry" in done.stderr:
            raise BadRequest("deptry is not installed.", "Install django-wheelwright[check].")
        if not target.is_file():
            lines = (done.stderr or done.stdout).strip().splitlines()
            raise BadRequest(
                f"deptry could not read {folder}: {lines[-1] if lines else 'it said nothing'}.",
                "Correct the package's pyproject.toml.",
            )
        found: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))
        return found

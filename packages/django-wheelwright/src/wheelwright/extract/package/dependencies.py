"""
Which distributions does an app import, as the project has them installed?
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterable

from wheelwright.extract.project import Project

ASK = """\
import importlib.metadata as m, json, sys
print(json.dumps({k: [v[0], m.version(v[0])] for k, v in m.packages_distributions().items()}))
"""


def imported(texts: Iterable[str]) -> frozenset[str]:
    """
    The top names that these modules import.
    """
    found: set[str] = set()
    for text in texts:
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return frozenset(found)


def requirements(
    project: Project, names: frozenset[str], *, django: str, own: frozenset[str]
) -> tuple[str, ...]:
    """
    A requirement for each distribution behind the names, at least in the version that is installed.
    """
    said = subprocess.run(
        [str(project.python), "-c", ASK], capture_output=True, text=True, check=False
    )
    known: dict[str, list[str]] = json.loads(said.stdout) if said.returncode == 0 else {}
    found = {f"Django>={django}"}
    for name in names - own - sys.stdlib_module_names - {"django"}:
        if name in known:
            distribution, version = known[name]
            found.add(f"{distribution}>={'.'.join(version.split('.')[:2])}")
    return tuple(sorted(found, key=str.lower))

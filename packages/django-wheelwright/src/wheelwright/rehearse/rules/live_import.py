"""
Rule: a migration must not import live code, because that code goes on changing.
"""

import ast
from collections.abc import Iterator

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "live-import-in-migration"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each new migration that imports from its own domain, its migrations package apart.
    """
    if facts.old is None or facts.new is None:
        return ()
    installed = facts.new.installed
    findings = []
    for file, (app, name) in facts.new.migrations.items():
        if file in facts.old.installed.migrations:
            continue
        package = file.removesuffix(".py").replace("/", ".").rpartition(".")[0]
        for module in _imported((installed.site / file).read_bytes(), package):
            own = module.split(".")[0] in installed.modules
            if own and not module.startswith(package):
                findings.append(
                    Finding(
                        code=ID,
                        severity=Severity.REVIEW,
                        subject=f"{app}.{name}",
                        message=f"The migration {app}.{name} imports {module}, live code that "
                        "later releases will change under it.",
                        hint="Use apps.get_model() and copy what the migration needs into its file.",
                        migration=f"{app}.{name}",
                        evidence={"module": module},
                    )
                )
    return tuple(findings)


def _imported(source: bytes, package: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            prefix = ".".join(base) if node.level else ""
            module = ".".join(filter(None, (prefix, node.module or "")))
            yield module if node.module else f"{prefix}.{node.names[0].name}"

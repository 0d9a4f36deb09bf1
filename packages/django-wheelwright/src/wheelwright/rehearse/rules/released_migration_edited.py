"""
Rule: a migration that shipped stays as it is, for ever.
"""

import ast

from wheelwright.rehearse.facts.identity import Identity
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "released-migration-edited"
HINT = "Restore the file and put the change into a new migration: databases that ran the old one "
HINT += "will never run it again."


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report released migrations whose code changed, or that vanished without a squash in their place.
    """
    if facts.old is None or facts.new is None:
        return ()
    old, new = _codes(facts.old), _codes(facts.new)
    replaced = _replaced(facts.new)
    findings = []
    for file in sorted(old):
        app, name = facts.old.migrations[file]
        if file not in new and (app, name) in replaced:
            continue
        if file not in new or old[file] != new[file]:
            what = "has changed" if file in new else "has vanished"
            findings.append(
                Finding(
                    code=ID,
                    severity=Severity.ERROR,
                    subject=f"{app}.{name}",
                    message=f"The migration {app}.{name} shipped in {facts.old.version} and "
                    f"{what} in {facts.new.version}.",
                    hint=HINT,
                    migration=f"{app}.{name}",
                    evidence={"file": file},
                )
            )
    return tuple(findings)


def _codes(side: Identity) -> dict[str, str]:
    """
    Each migration's syntax tree, so that comments, docstrings and layout do not count.
    """
    return {file: _tree((side.installed.site / file).read_bytes()) for file in side.migrations}


def _tree(source: bytes) -> str:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source.decode(errors="replace")
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:]
        if isinstance(node, ast.Module):
            # Says something to Python 2 alone, like the comments it stands among.
            node.body = [n for n in node.body if not _is_future(n)]
    return ast.dump(tree)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _replaced(side: Identity) -> set[tuple[str, str]]:
    """
    What the squashed migrations of a release say they replace.
    """
    pairs = set()
    for file, (app, _) in side.migrations.items():
        for node in ast.walk(ast.parse((side.installed.site / file).read_bytes())):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == "replaces" for target in node.targets
            ):
                for item in ast.walk(node.value):
                    if isinstance(item, ast.Tuple) and len(item.elts) == 2:
                        words = [e.value for e in item.elts if isinstance(e, ast.Constant)]
                        if len(words) == 2:
                            pairs.add((app, str(words[1])))
    return pairs

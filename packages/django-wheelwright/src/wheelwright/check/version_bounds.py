"""
Do the declared versions of other wheels hold what this one uses of them?
"""

import ast
import functools
from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement

from wheelwright.adapters.wheels import Wheel
from wheelwright.check.edges import Edge
from wheelwright.report.model import Finding, Severity

ID = "bound-too-low"
UNDECLARED = "undeclared-dependency"


def check(wheel: Wheel, edges: Iterable[Edge], releases: tuple[Wheel, ...]) -> Iterator[Finding]:
    """
    Compare each use of another wheel with the oldest release that the requirement admits.

    `releases` are all known wheels of the others, the newest, perhaps unreleased, ones included.
    """
    seen: set[tuple[str, str, str]] = set()
    for edge in sorted(edges):
        history = tuple(r for r in releases if r.package == edge.package)
        if edge.kind not in ("import", "dependencies") or not history:
            continue
        requirement = wheel.requirement_on(edge.package)
        for what in _used(edge, history[-1]):
            key = (edge.package, what, "")
            if key in seen:
                continue
            seen.add(key)
            if requirement is None:
                yield from _undeclared(wheel, edge, seen)
            else:
                yield from _too_low(wheel, edge, what, requirement, history)


def _used(edge: Edge, newest: Wheel) -> Iterator[str]:
    """
    What the edge needs: `module:name`, a module or a migration's file. Only what the newest has.
    """
    if edge.kind == "dependencies":
        wanted = [_migration_file(edge.target, newest)]
    else:
        wanted = [f"{edge.target}:{name}" for name in edge.names] or [f"{edge.target}:"]
    yield from (each for each in wanted if each and _holds(newest, each))


def _migration_file(target: str, wheel: Wheel) -> str:
    label, _, name = target.partition(".")
    ending = f"/migrations/{name}.py"
    files = [file for file in wheel.files if file.endswith(ending)]
    # An app's label is usually its package's last name; if not, the only candidate is it.
    own = [file for file in files if file.removesuffix(ending).rpartition("/")[2] == label]
    return next(iter(own or files), "")


def _holds(wheel: Wheel, what: str) -> bool:
    if what.endswith(".py"):
        return what in wheel.files
    module, _, name = what.partition(":")
    path = module.replace(".", "/")
    source = wheel.files.get(f"{path}.py", wheel.files.get(f"{path}/__init__.py"))
    if source is None or not name:
        return source is not None
    if f"{path}/{name}.py" in wheel.files or f"{path}/{name}/__init__.py" in wheel.files:
        return True
    names = _names(source)
    return name in names or "*" in names or "__getattr__" in names


@functools.lru_cache(maxsize=512)
def _names(source: bytes) -> frozenset[str]:
    """
    What a module binds at its top level, also below `if` and `try`.
    """
    names: set[str] = set()
    todo: list[ast.AST] = [ast.parse(source)]
    while todo:
        for node in ast.iter_child_nodes(todo.pop()):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            else:
                todo.append(node)
    return frozenset(names)


def _too_low(
    wheel: Wheel, edge: Edge, what: str, requirement: Requirement, history: tuple[Wheel, ...]
) -> Iterator[Finding]:
    admitted = [r for r in history if requirement.specifier.contains(r.version, prereleases=True)]
    lacking = [release for release in admitted if not _holds(release, what)]
    if not lacking:
        return
    first = next(release for release in history if _holds(release, what))
    thing = what.rstrip(":").replace(":", ".")
    yield Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=f"{wheel.package} -> {edge.package}",
        message=f"{wheel.package} {wheel.version} requires {requirement}, which admits "
        f"{edge.package} {lacking[0].version}; that release lacks {thing}, which {edge.source} "
        f"needs ({edge.where}).",
        hint=f"Raise the lower bound to {edge.package}>={first.version}, the first release that "
        "ships it.",
        migration=edge.source if edge.kind == "dependencies" else None,
        evidence={
            "needs": thing,
            "first": str(first.version),
            "admitted": [str(release.version) for release in lacking],
        },
    )


def _undeclared(wheel: Wheel, edge: Edge, seen: set[tuple[str, str, str]]) -> Iterator[Finding]:
    key = (edge.package, "", "undeclared")
    if key in seen:
        return
    seen.add(key)
    yield Finding(
        code=UNDECLARED,
        severity=Severity.ERROR,
        subject=f"{wheel.package} -> {edge.package}",
        message=f"{edge.source} needs {edge.package} ({edge.where}), and {wheel.package} "
        f"{wheel.version} does not require it.",
        hint=f"Add {edge.package} with a lower and an upper bound to the package's dependencies.",
    )

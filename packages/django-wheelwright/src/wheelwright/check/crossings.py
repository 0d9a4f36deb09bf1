"""
Which edges cross a boundary that the repository does not open? Edges in, findings out.
"""

from collections.abc import Iterable, Iterator

from packaging.utils import canonicalize_name

from wheelwright.adapters.wheels import Wheel
from wheelwright.check.configuration import Allowed
from wheelwright.check.edges import Edge, Neighbours
from wheelwright.report.model import Finding, Severity

HOST = "host"  # the only code that may use every domain, through its doors
IMPORT = "cross-domain-import"
FOREIGN_KEY = "cross-domain-foreign-key"
MIGRATION = "cross-domain-migration"
REFERENCE = "cross-domain-reference"
REQUIREMENT = "cross-domain-requirement"

HINTS = {
    IMPORT: "State what the domain needs as a Protocol of its own and let the host's adapter call "
    "{package}; or call it through one of its doors and declare the edge under "
    "[tool.wheelwright.boundaries] uses.",
    FOREIGN_KEY: "Keep the identifier in a plain column and ask a port; a key between two domains "
    "ties their tables, their migrations and their releases together.",
    MIGRATION: "Drop the dependency: a migration of one wheel must run whatever the other has run.",
    REFERENCE: "Names in strings break as imports do, only later. Ask a port, or let the host, "
    "which knows both, do it.",
    REQUIREMENT: "Remove the requirement, or declare the edge under [tool.wheelwright.boundaries] "
    "uses so that everybody can see it.",
}
VERBS = {
    "import": "imports {target}",
    "import by name": "imports {target} by its name",
    "model by name": "names the model {target}",
    "get_model": "asks the app registry for {target}",
    "get_app_config": "asks the app registry for {target}",
    "is_installed": "asks whether {target} is installed",
    "include": "includes the URLs of {target}",
    "receiver": "listens to {target}",
    "template": "uses the template {target}",
    "raw SQL": "reads or writes, in raw SQL, the table {target}",
    "foreign key": "has a foreign key to {target}",
    "foreign key without constraint": "has a relation to {target}",
    "dependencies": "depends on {target}",
    "run_before": "wants to run before {target}",
}


def check(
    package: str, edges: Iterable[Edge], neighbours: Neighbours, allowed: Allowed
) -> tuple[Finding, ...]:
    """
    Report each edge to another domain once, by what it connects, with the first place it is at.
    """
    by_package = {wheel.package: wheel for wheel in neighbours.wheels}
    found: dict[tuple[str, str], Finding] = {}
    for edge in sorted(edges):
        target = by_package.get(edge.package)
        if target is None or not target.is_domain or _is_open(package, edge, target, allowed):
            continue
        finding = _finding(edge, deep=_may_call(package, edge, allowed))
        found.setdefault((finding.code, finding.subject), finding)
    return tuple(found.values())


def requirements(wheel: Wheel, neighbours: Neighbours, allowed: Allowed) -> Iterator[Finding]:
    """
    Report each requirement on a domain that the declared graph does not have.
    """
    domains = {other.package for other in neighbours.wheels if other.is_domain}
    for requirement in wheel.requirements:
        other = canonicalize_name(requirement.name)
        if other in domains - {wheel.package} and not allowed.may_use(wheel.package, other):
            yield Finding(
                code=REQUIREMENT,
                severity=Severity.ERROR,
                subject=f"{wheel.package} -> {other}",
                message=f"{wheel.package} {wheel.version} requires {requirement}, and no edge from "
                f"{wheel.package} to {other} is declared.",
                hint=HINTS[REQUIREMENT],
            )


def _is_open(package: str, edge: Edge, target: Wheel, allowed: Allowed) -> bool:
    if code_of(edge.kind) in (FOREIGN_KEY, MIGRATION) or edge.kind == "raw SQL":
        return False
    module = next((m for m in target.modules if _below(edge.target, m)), "")
    is_door = bool(module) and (
        allowed.is_door(module, edge.target)
        or (edge.target == module and bool(edge.names) and set(edge.names) <= set(allowed.doors))
    )
    return is_door and _may_call(package, edge, allowed)


def _may_call(package: str, edge: Edge, allowed: Allowed) -> bool:
    return package == HOST or allowed.may_use(package, edge.package)


def _below(dotted: str, module: str) -> bool:
    return dotted == module or dotted.startswith(f"{module}.")


def code_of(kind: str) -> str:
    """
    The finding's code for a kind of edge.
    """
    if kind in ("import", "import by name"):
        return IMPORT
    if kind.startswith("foreign key"):
        return FOREIGN_KEY
    return MIGRATION if kind in ("dependencies", "run_before") else REFERENCE


def _finding(edge: Edge, *, deep: bool) -> Finding:
    code = code_of(edge.kind)
    what = VERBS[edge.kind].format(target=edge.target)
    names = f" ({', '.join(edge.names)})" if edge.names else ""
    inside = f", inside {edge.inside}()" if edge.inside else ""
    owner = "past its doors" if deep and code in (IMPORT, REFERENCE) else "which is another domain"
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=f"{edge.source} -> {edge.target}",
        message=f"{edge.source} {what}{names} of {edge.package}, {owner} ({edge.where}{inside}).",
        hint=HINTS[code].format(package=edge.package),
        migration=edge.source if code == MIGRATION else None,
        evidence={"kind": edge.kind, "package": edge.package, "where": edge.where},
    )

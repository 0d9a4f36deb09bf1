"""
What do the app's own files say once they are a package?
"""

import libcst as cst

from wheelwright.extract.code import imports, statements
from wheelwright.extract.code.assemble import assemble
from wheelwright.extract.code.binds import imports_in
from wheelwright.extract.code.compose import compose
from wheelwright.extract.code.modules import module_of
from wheelwright.extract.code.moments import When
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Place, Sources
from wheelwright.extract.code.targets import Targets
from wheelwright.extract.code.units import parse, read
from wheelwright.extract.package import migrations, ports, standin
from wheelwright.extract.package.back import Back, signature
from wheelwright.extract.package.wanted import Wanted


def texts(wanted: Wanted, back: Back, sources: Sources) -> dict[str, str]:
    """
    Path inside the package -> text.
    """
    package = wanted.package
    shared = f"{package}.shared"
    found = dict(wanted.own.texts)
    named = migrations.homes(back, sources, shared=shared)
    for inner, text in wanted.own.texts.items():
        if is_migration(f"/{inner}"):
            here = f"{package}.{inner.removesuffix('.py').replace('/', '.')}"
            found[inner] = migrations.text(text, named, here=here)
        elif inner.endswith(".py"):
            found[inner] = _module(wanted, inner, text, back, shared)
    if back.copied:
        found["shared.py"] = _shared(wanted, back, sources, shared)
    found["__init__.py"] = _version(found.get("__init__.py", ""), wanted)
    if back.ports:
        functions = {place: signature(place, sources) for place in back.ports}
        for module, text in ports.files(package, wanted.adapter, functions).items():
            if module != wanted.adapter:
                found[f"{module.rpartition('.')[2]}.py"] = text
        found["apps.py"] = with_checks(found.get("apps.py", ""), package)
    return found | _stand_ins(wanted, found)


def at_load(wanted: Wanted) -> frozenset[Place]:
    """
    What the app needs of others while it loads.
    """
    found: set[Place] = set()
    for inner, text in wanted.own.texts.items():
        module = module_of(inner, ("",)) if inner.endswith(".py") else None
        if module is None and inner != "__init__.py":
            continue
        here = f"{wanted.package}.{module}" if module else wanted.package
        package = inner.endswith("__init__.py")
        try:
            source = read(text, name=here, path=inner, package=package)
        except (cst.ParserSyntaxError, RecursionError):
            continue
        loaded = {n for unit in source.units for n, when in unit.uses if when is When.LOAD}
        for small in (each for unit in source.units for each in imports_in(unit.node)):
            if not isinstance(small, cst.ImportFrom) or isinstance(small.names, cst.ImportStar):
                continue
            origin = statements.origin(small, here=here, package=package)
            found |= {
                Place(module=origin or "", name=alias.evaluated_name)
                for alias in small.names
                if (alias.evaluated_alias or alias.evaluated_name) in loaded
            }
    return frozenset(found)


def _module(wanted: Wanted, inner: str, text: str, back: Back, shared: str) -> str:
    name = module_of(inner, ("",))
    here = f"{wanted.package}.{name}" if name else wanted.package
    package = inner.endswith("__init__.py")
    homes = dict.fromkeys(back.copied, shared)
    try:
        new = imports.rewrite(text, homes, here=here, package=package)
        return ports.ask(new, back.ports, here=here, package=package, app=wanted.package)
    except (cst.ParserSyntaxError, RecursionError):
        return text


def _shared(wanted: Wanted, back: Back, sources: Sources, shared: str) -> str:
    """
    Copies of what the app shared with the project and that needs libraries only.
    """
    order = Order(
        old_label=wanted.plan.source,
        old_package=wanted.plan.source,
        new_label=wanted.plan.target,
        new_package=wanted.package,
        new_folder="",
        models=(),
    )
    targets = Targets(
        modules=dict.fromkeys(back.copies.moving, shared), choice=back.copies, sources=sources
    )
    parts = [
        (sources.reads[m], [u for u in sources.reads[m].units if back.copies.moves(m, u)])
        for m in sorted(back.copies.moving)
    ]
    text = compose(assemble(shared, parts, targets, order), None, order=order, project=frozenset())
    head, _, rest = text.partition('\n"""\n')
    return (
        f'"""\nWhat this app shared with {wanted.plan.source}, as copies: a package imports no project.'
        f'\n"""\n{rest}'
        if head
        else text
    )


def _version(text: str, wanted: Wanted) -> str:
    if "__version__" in text:
        return text
    said = text if text.strip() else f'"""\nThe app {wanted.package}.\n"""\n'
    return said.rstrip("\n") + '\n\n__version__ = "0.1.0"\n'


def with_checks(text: str, package: str) -> str:
    """
    An apps.py whose configuration registers the system checks; as it is if it has a ready() already.
    """
    if "def ready(" in text or "AppConfig" not in text:
        return text
    tree = parse(text)
    return tree.visit(_Ready(package)).code


class _Ready(cst.CSTTransformer):
    def __init__(self, package: str) -> None:
        self.package = package

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        if not isinstance(updated_node.body, cst.IndentedBlock):
            return updated_node
        method = cst.ensure_type(
            cst.parse_statement(
                "\ndef ready(self) -> None:\n"
                f"    from {self.package} import checks  # noqa: F401 - registers on import\n"
            ),
            cst.FunctionDef,
        )
        body = updated_node.body
        return updated_node.with_changes(body=body.with_changes(body=[*body.body, method]))


def _stand_ins(wanted: Wanted, found: dict[str, str]) -> dict[str, str]:
    own = {app.label: app for app in wanted.survey.apps if app.own}
    named = standin.needed(
        (text for inner, text in found.items() if is_migration(f"/{inner}")),
        (label for label in own if label != wanted.plan.target),
    )
    models = {m.label: m for m in wanted.survey.models}
    pointed: dict[str, dict[str, str]] = {}
    for relation in wanted.survey.relations:
        target = models.get(relation.target)
        source = models.get(relation.source)
        if source and target and source.app == wanted.plan.target and target.app in named:
            pointed.setdefault(target.app, {})[target.name] = target.table
    libraries = [app.module for app in wanted.survey.apps if not app.own]
    return standin.files(
        wanted.package, libraries, pointed, named, auto_field=wanted.plan.auto_field
    )

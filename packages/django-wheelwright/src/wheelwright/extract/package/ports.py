"""
How does a package ask the project it came from, without importing it?
"""

from collections.abc import Mapping, Sequence

import libcst as cst
from libcst.metadata import MetadataWrapper, ScopeProvider
from libcst.metadata.scope_provider import ImportAssignment

from wheelwright.extract.code import statements
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import parse

PORTS = '''\
"""
What this app needs of the project that it is installed in.
"""

from typing import Any, Protocol


class Surroundings(Protocol):
    """
    Functions of the project. Each is a line of work: say what is needed in this app's own words, and what
    comes back as a value of its own.
    """

{methods}'''
METHOD = '''\
    {asynchronous}def {name}(self, {params}) -> Any:
        """
        What {module}.{name} did.
        """
        ...
'''
CONF = '''\
"""
The only reader of settings in this app.
"""

from typing import cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from {package}.ports import Surroundings

SETTING = "{setting}"


def surroundings() -> Surroundings:
    """
    What the project has named in {setting}.

    Raises:
        ImproperlyConfigured: if it names nothing, or nothing that can be imported.
    """
    path = getattr(settings, SETTING, None)
    if not path:
        raise ImproperlyConfigured(f'{{SETTING}} is not set. For example: {{SETTING}} = "{adapter}"')
    try:
        return cast(Surroundings, import_string(path)())
    except ImportError as exc:
        raise ImproperlyConfigured(f"{{SETTING}} names {{path}}, which cannot be imported: {{exc}}") from exc
'''
CHECKS = '''\
"""
Does the project give this app what it needs?
"""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from {package}.conf import SETTING, surroundings

NEEDED = {needed}


@register
def check_surroundings(app_configs: object = None, **more: Any) -> list[CheckMessage]:
    """
    The setting names something that has every function.
    """
    try:
        found = surroundings()
    except ImproperlyConfigured as exc:
        return [Error(str(exc), id="{package}.E001")]
    return [
        Error(f"What {{SETTING}} names has no {{name}}().", id="{package}.E002")
        for name in NEEDED
        if not callable(getattr(found, name, None))
    ]
'''
ADAPTER = '''\
"""
What {package} needs of this project: the one place where both meet.
"""

{imports}


class Surroundings:
    """
    {package}.ports.Surroundings.
    """

{methods}'''


def setting_of(package: str) -> str:
    return f"{package.upper()}_SURROUNDINGS"


def files(
    package: str, adapter: str, functions: Mapping[Place, Mapping[str, str]]
) -> dict[str, str]:
    """
    Module -> text: ports, settings and checks of the package, and the project's adapter.
    """
    methods = [
        METHOD.format(
            name=place.name,
            module=place.module,
            params=how["params"],
            asynchronous=how["async"],
        )
        for place, how in functions.items()
    ]
    names = sorted(place.name for place in functions)
    by_module: dict[str, list[tuple[str, str | None]]] = {}
    for place in functions:
        by_module.setdefault(place.module, []).append((place.name, None))
    imports = [statements.from_import(m, found) for m, found in sorted(by_module.items())]
    path = f"{adapter}.Surroundings"
    quoted = "".join(f'    "{name}",\n' for name in names)
    return {
        f"{package}.ports": PORTS.format(methods="\n".join(methods)),
        f"{package}.conf": CONF.format(package=package, setting=setting_of(package), adapter=path),
        f"{package}.checks": CHECKS.format(package=package, needed=f"(\n{quoted})"),
        adapter: ADAPTER.format(
            package=package,
            imports="\n".join(imports),
            methods="".join(f"    {name} = staticmethod({name})\n" for name in names),
        ),
    }


def ask(text: str, places: Sequence[Place], *, here: str, package: bool, app: str) -> str:
    """
    A module that asks the port for these functions instead of importing them.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    wrapper = MetadataWrapper(parse(text))
    wanted = frozenset(places)
    nodes: dict[int, str] = {}
    cut: set[tuple[int, str]] = set()
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    for assignment in (a for scope in scopes for a in scope.assignments):
        if not isinstance(assignment, ImportAssignment):
            continue
        node = assignment.node
        if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
            continue
        module = statements.origin(node, here=here, package=package)
        for alias in node.names:
            bound = alias.evaluated_alias or alias.evaluated_name
            place = Place(module=module or "", name=alias.evaluated_name)
            if bound == assignment.name and place in wanted:
                cut.add((id(node), bound))
                nodes |= {id(access.node): place.name for access in assignment.references}
    if not cut:
        return text
    changed = wrapper.module.visit(_Ask(nodes, cut, app))
    return (BOM if text.startswith(BOM) else "") + changed.code


class _Ask(cst.CSTTransformer):
    def __init__(self, nodes: Mapping[int, str], cut: set[tuple[int, str]], app: str) -> None:
        self.nodes = nodes
        self.cut = cut
        self.app = app

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = self.nodes.get(id(original_node))
        if name is None:
            return updated_node
        return cst.Attribute(value=cst.Call(func=cst.Name("surroundings")), attr=cst.Name(name))

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        match (original_node.body, updated_node.body):
            case ([cst.ImportFrom() as old], [cst.ImportFrom() as new]) if any(
                key == id(old) for key, _ in self.cut
            ):
                kept = statements.keep(
                    new,
                    lambda a: (id(old), a.evaluated_alias or a.evaluated_name) not in self.cut,
                )
                line = statements.line(f"from {self.app}.conf import surroundings")
                line = line.with_changes(leading_lines=updated_node.leading_lines)
                if kept is None:
                    return line
                return cst.FlattenSentinel([updated_node.with_changes(body=[kept]), line])
        return updated_node

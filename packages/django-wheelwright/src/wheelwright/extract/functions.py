"""
How is a function or a method called, and how does it refuse?
"""

import re

import griffe

from wheelwright.extract.names import Names
from wheelwright.extract.surface import Function, Kind, Parameter, Value

RAISES = re.compile(r"^Raises:\s*\n((?:[ \t]+.*\n?|\s*\n)+)", re.MULTILINE)
RAISED = re.compile(r"^\s+([A-Za-z_][\w.]*):", re.MULTILINE)


def function(names: Names, name: str, thing: griffe.Function, *, method: bool = False) -> Function:
    """
    A function; of a method what it is bound to does not count as a parameter.
    """
    binding = "function"
    parameters = [parameter(names, p) for p in thing.parameters]
    if method:
        bindings = (b for b in ("staticmethod", "classmethod") if b in thing.labels)
        binding = next(bindings, "method")
        parameters = parameters if binding == "staticmethod" else parameters[1:]
    return Function(
        name=name,
        parameters=tuple(parameters),
        returns=names.text(thing.returns),
        raises=_raises(thing),
        deprecated=deprecated(thing),
        binding=binding,
        is_async="async" in thing.labels,
        is_abstract=any("abstractmethod" in str(d.value) for d in thing.decorators),
    )


def parameter(names: Names, thing: griffe.Parameter) -> Parameter:
    """
    One parameter.
    """
    kind = Kind(thing.kind.value) if thing.kind else Kind.EITHER
    return Parameter(
        name=thing.name,
        kind=kind,
        type=names.text(thing.annotation),
        # griffe gives *args a default of "()", which nobody can leave out.
        default=None if kind in (Kind.REST, Kind.KEYWORDS) else names.text(thing.default),
    )


def value(names: Names, name: str, thing: griffe.Attribute) -> Value:
    """
    A constant or an attribute. What `__init__` assigns is known when it runs, not here.
    """
    is_class_level = "class-attribute" in thing.labels
    computed = {"property", "instance-attribute"} & thing.labels and not is_class_level
    return Value(
        name=name,
        type=names.text(thing.annotation),
        value=None if computed else names.text(thing.value),
    )


def deprecated(thing: griffe.Function | griffe.Class) -> str | None:
    """
    The notice of `warnings.deprecated`.
    """
    for decorator in thing.decorators:
        text = str(decorator.value)
        if re.match(r"(\w+\.)*deprecated\(", text):
            return text.partition("(")[2].rpartition(")")[0]
    return None


def wrapped(member: griffe.Attribute) -> griffe.Function | None:
    """
    The function behind `create = staticmethod(create_invoice)`.
    """
    call = member.value
    if not isinstance(call, griffe.ExprCall) or str(call.function) != "staticmethod":
        return None
    # Looked up in the module: within the class the name may be the attribute's own.
    name = str(call.arguments[0]) if len(call.arguments) == 1 else ""
    found = member.module.members.get(name)
    try:
        target = found.final_target if isinstance(found, griffe.Alias) else found
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None
    return target if isinstance(target, griffe.Function) else None


def _raises(thing: griffe.Function) -> tuple[str, ...]:
    section = RAISES.search((thing.docstring.value if thing.docstring else "") + "\n")
    return tuple(dict.fromkeys(RAISED.findall(section[1]))) if section else ()

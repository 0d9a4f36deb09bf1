"""
How is a function or a method called, and how does it refuse?
"""

import re

import griffe

from wheelwright.surface.names import Names
from wheelwright.surface.values import WARNED, Function, Kind, Parameter, Value

RELATIONS = (
    *("ForeignKey", "GenericForeignKey", "GenericRelation", "ParentalKey", "TreeForeignKey"),
)
SET_UP = ("admin", "forms", "managers", "models", "serializers", "views", "widgets")
CONSTANTS = (
    *("Decimal", "Fraction", "date", "datetime", "time", "timedelta", "compile", "range", "field"),
    *("dict", "frozenset", "list", "set", "tuple", "MappingProxyType", "Path", "UUID"),
)
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
        deprecated=deprecated(names, thing),
        binding=binding,
        is_async="async" in thing.labels,
        is_stub=thing.canonical_path in names.stubs,
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
    # How an admin page or a form is set up is no constant that callers compute with.
    set_up = is_class_level and not name.isupper() and _is_set_up(thing)
    return Value(
        name=name,
        type=names.text(thing.annotation),
        value=None if computed or set_up or _is_made(thing.value) else names.text(thing.value),
    )


def is_field(thing: griffe.Attribute) -> bool:
    """
    Whether an attribute of a class is a field of a model.
    """
    made = thing.value
    name = str(made.function).rpartition(".")[2] if isinstance(made, griffe.ExprCall) else ""
    return name.endswith("Field") or name in RELATIONS


def _is_set_up(thing: griffe.Attribute) -> bool:
    return any(part in SET_UP for part in thing.module.path.split("."))


def _is_made(value: str | griffe.Expr | None) -> bool:
    """
    Whether a call makes the value: what it is worth shows when it runs, unless a call is how such
    constants are written.
    """
    return (
        isinstance(value, griffe.ExprCall)
        and str(value.function).rpartition(".")[2] not in CONSTANTS
    )


def deprecated(names: Names, thing: griffe.Function | griffe.Class) -> str | None:
    """
    The notice of `warnings.deprecated`, or of the warning it gives by itself.
    """
    for decorator in thing.decorators:
        text = str(decorator.value)
        if re.match(r"(\w+\.)*deprecated\(", text):
            return text.partition("(")[2].rpartition(")")[0]
    given = names.notices.get(thing.canonical_path)
    return None if given is None else WARNED + given


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

"""
What sort of class is it, and what does it offer or ask for?
"""

import dataclasses
from collections.abc import Mapping

import griffe

from wheelwright.surface import functions, value_classes
from wheelwright.surface.names import Names
from wheelwright.surface.values import Class, Form, Function, Parameter, Value

# Dunder methods that say how a value is shown, stored or made, not what a caller may do with it.
UNPROMISED = frozenset(
    (
        *("__repr__", "__str__", "__format__", "__init__", "__new__", "__post_init__", "__hash__"),
        *("__slots__", "__match_args__", "__doc__", "__module__", "__all__", "__annotations__"),
        *("__eq__", "__bool__", "__init_subclass__", "__class_getitem__", "__open__"),
        *("__reduce__", "__getstate__", "__setstate__"),
    )
)
FORMS = {
    "enum.Enum": Form.ENUM,
    "enum.StrEnum": Form.ENUM,
    "enum.IntEnum": Form.ENUM,
    "enum.Flag": Form.ENUM,
    "enum.IntFlag": Form.ENUM,
    "django.db.models.TextChoices": Form.ENUM,
    "django.db.models.IntegerChoices": Form.ENUM,
    "typing.NamedTuple": Form.NAMED_TUPLE,
    "typing.TypedDict": Form.TYPED_DICT,
    "typing_extensions.TypedDict": Form.TYPED_DICT,
}
# A class that only inherits from one of these implements it, unless it names it again.
DIRECT = {
    "typing.Protocol": Form.PROTOCOL,
    "typing_extensions.Protocol": Form.PROTOCOL,
    "abc.ABC": Form.ABSTRACT,
}
# What only says how a class is made.
MACHINERY = ("typing.Generic", "typing.Protocol", "abc.ABC", "enum.Enum")
VALUES = (Form.DATACLASS, Form.NAMED_TUPLE, Form.TYPED_DICT)


def class_(names: Names, name: str, thing: griffe.Class) -> Class:
    """
    A class with all that it has from classes of the same wheel.
    """
    above = ancestors(names, thing)
    form = _form(names, thing, above)
    line = [*reversed(_line(thing)), thing]
    own = {n: m for cls in line for n, m in cls.members.items() if not m.is_alias}
    fields = value_classes.fields(names, line, form) if form in VALUES else ()
    rest = {n: m for n, m in own.items() if n not in {f.name for f in fields}}
    if _has_table(thing, above):
        # What becomes of a column is its migration's to say.
        rest = {n: m for n, m in rest.items() if not _is_field(m)}
    return Class(
        name=name,
        form=form,
        ancestors=above,
        parameters=_constructor(names, own, form, above),
        fields=fields,
        methods=_methods(names, rest),
        values=_values(names, rest, form),
        members=value_classes.members(line, above) if form is Form.ENUM else (),
        options=value_classes.options(thing) if form is Form.DATACLASS else (),
        is_open="__open__" in own,
        host_calls=any(str(d.value).endswith("host_calls") for d in thing.decorators),
        deprecated=functions.deprecated(names, thing),
    )


def ancestors(names: Names, thing: griffe.Class) -> tuple[str, ...]:
    """
    All that a class descends from, as far as the wheel says.
    """
    found = [_base(names, base, cls) for cls in (thing, *_line(thing)) for base in cls.bases]
    return tuple(dict.fromkeys(found))


def _base(names: Names, base: str | griffe.Expr, thing: griffe.Class) -> str:
    path = base if isinstance(base, str) else base.canonical_path
    for _ in range(9):
        # `_Base = models.Field` and `class Stamp(_Base)`: what counts is what stands behind it.
        try:
            found = thing.modules_collection[path]
        except (KeyError, ValueError, griffe.GriffeError):
            break
        if isinstance(found, griffe.Alias):
            path = found.target_path
        elif isinstance(found, griffe.Attribute) and isinstance(found.value, griffe.Expr):
            named = isinstance(
                found.value, griffe.ExprName | griffe.ExprAttribute | griffe.ExprSubscript
            )
            if not named:
                break
            path = found.value.canonical_path
        else:
            break
    return names.short(path)


def _has_table(thing: griffe.Class, above: tuple[str, ...]) -> bool:
    meta = thing.members.get("Meta")
    abstract = meta.members.get("abstract") if isinstance(meta, griffe.Class) else None
    is_abstract = isinstance(abstract, griffe.Attribute) and str(abstract.value) == "True"
    return not is_abstract and any(base.endswith("Model") for base in above)


def _is_field(member: griffe.Object | griffe.Alias) -> bool:
    return isinstance(member, griffe.Attribute) and functions.is_field(member)


def _line(thing: griffe.Class) -> list[griffe.Class]:
    try:
        return list(thing.mro())
    except ValueError:  # bases that Python itself would refuse
        return []


def _form(names: Names, thing: griffe.Class, above: tuple[str, ...]) -> Form:
    direct = {_base(names, base, thing) for base in thing.bases}
    for base, form in DIRECT.items():
        if base in direct:
            return form
    for base, form in FORMS.items():
        if base in above:
            return form
    if any("ABCMeta" in str(value) for value in thing.keywords.values()):
        return Form.ABSTRACT
    if any(value_classes.decorator(cls, "dataclass") for cls in (thing, *_line(thing))):
        return Form.DATACLASS
    return Form.PLAIN


def _methods(
    names: Names, members: Mapping[str, griffe.Object | griffe.Alias]
) -> tuple[Function, ...]:
    found = []
    for name, member in members.items():
        if _is_private(name):
            continue
        if isinstance(member, griffe.Function):
            found.append(functions.function(names, name, member, method=True))
        elif isinstance(member, griffe.Attribute) and (inner := functions.wrapped(member)):
            method = functions.function(names, name, inner)
            found.append(dataclasses.replace(method, binding="staticmethod"))
    return tuple(found)


def _values(
    names: Names, members: Mapping[str, griffe.Object | griffe.Alias], form: Form
) -> tuple[Value, ...]:
    return tuple(
        functions.value(names, name, member)
        for name, member in members.items()
        if isinstance(member, griffe.Attribute)
        and not _is_private(name)
        and functions.wrapped(member) is None
        # What is left of an enum are its members.
        and (form is not Form.ENUM or "property" in member.labels)
    )


def _constructor(
    names: Names,
    members: Mapping[str, griffe.Object | griffe.Alias],
    form: Form,
    above: tuple[str, ...],
) -> tuple[Parameter, ...] | None:
    made = members.get("__init__")
    if form not in (Form.PLAIN, Form.ABSTRACT):
        return None
    if not isinstance(made, griffe.Function):
        # It may have one from a class of another distribution, which is not read.
        return None if any(is_foreign(base) for base in above) else ()
    return tuple(functions.parameter(names, p) for p in list(made.parameters)[1:])


def is_foreign(base: str) -> bool:
    """
    Whether a class descends there from another distribution: what it inherits is not known here.
    """
    return "." in base and base.partition("[")[0] not in MACHINERY


def _is_private(name: str) -> bool:
    if name.startswith("__") and name.endswith("__"):
        return name in UNPROMISED
    return name.startswith("_")

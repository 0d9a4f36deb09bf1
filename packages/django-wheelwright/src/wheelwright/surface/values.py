"""
What may a caller of a release rely on? Its public names, as frozen facts.
"""

import dataclasses
import enum
from collections.abc import Mapping

# Before a notice that a running call gives; no decorator states it, and no version need be in it.
WARNED = "warns: "


class Kind(enum.StrEnum):
    """
    How an argument reaches a parameter.
    """

    POSITIONAL_ONLY = "positional-only"
    EITHER = "positional or keyword"
    REST = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    KEYWORDS = "variadic keyword"


class Form(enum.StrEnum):
    """
    What sort of class it is, because each sort promises something else.
    """

    DATACLASS = "dataclass"
    NAMED_TUPLE = "named tuple"
    TYPED_DICT = "typed dictionary"
    ENUM = "enum"
    PROTOCOL = "protocol"
    ABSTRACT = "abstract class"
    PLAIN = "class"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """
    One parameter; `type` and `default` as written, names resolved.
    """

    name: str
    kind: Kind
    type: str | None = None
    default: str | None = None

    @property
    def is_required(self) -> bool:
        return self.default is None and self.kind not in (Kind.REST, Kind.KEYWORDS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """
    A function or a method; the parameters of a method are those a caller gives.
    """

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str | None = None
    raises: tuple[str, ...] = ()
    deprecated: str | None = None
    binding: str = "function"
    is_async: bool = False
    is_abstract: bool = False
    is_stub: bool = False  # it does nothing but say that hosts write it


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """
    A constant, a class attribute or a property.
    """

    name: str
    type: str | None = None
    value: str | None = None
    deprecated: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    A field of a value class.
    """

    name: str
    type: str | None = None
    default: str | None = None
    required: bool = True
    keyword_only: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """
    A class, with what it inherits from classes of the same wheel.
    """

    name: str
    form: Form
    ancestors: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] | None = None
    fields: tuple[Field, ...] = ()
    methods: tuple[Function, ...] = ()
    values: tuple[Value, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, bool], ...] = ()
    is_open: bool = False
    host_calls: bool = False
    deprecated: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """
    A name for a type.
    """

    name: str
    type: str
    deprecated: str | None = None


type Item = Function | Class | Value | Alias


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What was taken for public, by dotted name: the doors, else the public modules; and the modules
    that were left out.
    """

    doors: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def with_package(
        self, *, door: str, modules: tuple[str, ...], left_out: tuple[str, ...]
    ) -> "Reading":
        """
        The same with one more package; beside a door nothing is public.
        """
        if door:
            return dataclasses.replace(self, doors=(*self.doors, door))
        return dataclasses.replace(
            self, modules=(*self.modules, *modules), left_out=(*self.left_out, *left_out)
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """
    The public items by name. `also` is what can be imported without being promised, `unknown` what
    is only made when it is asked for. `ancestors` and `aliases` also know the private types that the
    items mention.
    """

    items: Mapping[str, Item] = dataclasses.field(default_factory=dict)
    also: Mapping[str, Item] = dataclasses.field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    reading: Reading = dataclasses.field(default_factory=Reading)
    ancestors: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    aliases: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def classes(self) -> dict[str, Class]:
        return {n: item for n, item in self.items.items() if isinstance(item, Class)}

    @property
    def functions(self) -> dict[str, Function]:
        return {n: item for n, item in self.items.items() if isinstance(item, Function)}

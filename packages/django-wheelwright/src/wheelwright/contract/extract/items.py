"""
What is one public name? griffe's objects turned into facts of our own.
"""

import ast
import dataclasses
import re
from collections.abc import Iterable

import griffe

from wheelwright.contract.extract.names import Names
from wheelwright.contract.surface import (
    Alias,
    Class,
    Field,
    Form,
    Function,
    Item,
    Kind,
    Parameter,
    Value,
)

RAISES = re.compile(r"^Raises:\s*\n((?:[ \t]+.*\n?|\s*\n)+)", re.MULTILINE)
RAISED = re.compile(r"^\s+([A-Za-z_][\w.]*):", re.MULTILINE)
# Dunder methods that say how a value is shown, stored or made, not what a caller may do with it.
UNPROMISED = frozenset(
    [
        "__repr__",
        "__str__",
        "__init__",
        "__new__",
        "__post_init__",
        "__slots__",
        "__match_args__",
        "__doc__",
        "__module__",
        "__hash__",
        "__eq__",
        "__init_subclass__",
        "__class_getitem__",
        "__reduce__",
        "__getstate__",
        "__setstate__",
        "__open__",
        "__all__",
        "__annotations__",
        "__bool__",
        "__format__",
    ]
)
BUILT_IN = {
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
    "typing.Protocol": Form.PROTOCOL,
    "typing_extensions.Protocol": Form.PROTOCOL,
    "abc.ABC": Form.ABSTRACT,
}


class Reader:
    """
    Turns the objects of one package into facts.
    """

    def __init__(self, package: str) -> None:
        self.names = Names(package)

    def item(self, name: str, thing: griffe.Object) -> Item | None:
        """
        The fact about one object; None for what is no name of a caller's, such as a module.
        """
        if isinstance(thing, griffe.Function):
            return self._function(name, thing)
        if isinstance(thing, griffe.Class):
            return self._class(name, thing)
        if isinstance(thing, griffe.TypeAlias):
            return Alias(name=name, type=self.names.text(thing.value) or "")
        if isinstance(thing, griffe.Attribute):
            if "TypeAlias" in (self.names.text(thing.annotation) or ""):
                return Alias(name=name, type=self.names.text(thing.value) or "")
            return self._value(name, thing)
        return None

    def ancestors(self, package: griffe.Module) -> dict[str, frozenset[str]]:
        """
        Every class of the package, private ones too, with all that it descends from.
        """
        return {
            self.names.short(cls.path): frozenset(self._ancestors(cls)) for cls in _classes(package)
        }

    def aliases(self, package: griffe.Module) -> dict[str, str]:
        """
        Every alias for a type in the package.
        """
        found = {}
        for module in _modules(package):
            for name, member in module.members.items():
                if isinstance(member, griffe.TypeAlias) or (
                    isinstance(member, griffe.Attribute)
                    and "TypeAlias" in (self.names.text(member.annotation) or "")
                ):
                    found[name] = self.names.text(member.value) or ""
        return found

    def _function(self, name: str, thing: griffe.Function, *, method: bool = False) -> Function:
        binding = "function"
        parameters = [self._parameter(p) for p in thing.parameters]
        if method:
            binding = next(
                (b for b in ("staticmethod", "classmethod") if b in thing.labels), "method"
            )
            parameters = parameters[binding != "staticmethod" :]
        return Function(
            name=name,
            parameters=tuple(parameters),
            returns=self.names.text(thing.returns),
            raises=_raises(thing),
            deprecated=self._deprecated(thing),
            binding=binding,
            is_async="async" in thing.labels,
            is_abstract="abstractmethod" in thing.labels
            or any("abstractmethod" in str(d.value) for d in thing.decorators),
            has_body=_has_body(thing),
        )

    def _parameter(self, parameter: griffe.Parameter) -> Parameter:
        kind = Kind(parameter.kind.value) if parameter.kind else Kind.EITHER
        default = None if kind in (Kind.REST, Kind.KEYWORDS) else parameter.default
        return Parameter(
            name=parameter.name,
            kind=kind,
            type=self.names.text(parameter.annotation),
            default=self.names.text(default),
        )

    def _class(self, name: str, thing: griffe.Class) -> Class:
        ancestors = self._ancestors(thing)
        form = self._form(thing, ancestors)
        line = [*reversed(_mro(thing)), thing]
        fields = self._fields(line, form)
        own = {n: m for cls in line for n, m in cls.members.items() if not m.is_alias}
        methods, values = [], []
        for member_name, member in own.items():
            if _is_private(member_name) or member_name in {f.name for f in fields}:
                continue
            if isinstance(member, griffe.Function):
                methods.append(self._function(member_name, member, method=True))
            elif isinstance(member, griffe.Attribute):
                if function := _wrapped(member):
                    method = self._function(member_name, function)
                    methods.append(dataclasses.replace(method, binding="staticmethod"))
                elif form is not Form.ENUM or "property" in member.labels:
                    values.append(self._value(member_name, member))
        return Class(
            name=name,
            form=form,
            ancestors=tuple(ancestors),
            parameters=self._constructor(own, form),
            fields=fields,
            methods=tuple(methods),
            values=tuple(values),
            members=_members(line, ancestors) if form is Form.ENUM else (),
            options=_options(thing) if form is Form.DATACLASS else (),
            is_open="__open__" in own,
            host_calls=any(str(d.value).endswith("host_calls") for d in thing.decorators),
            deprecated=self._deprecated(thing),
        )

    def _form(self, thing: griffe.Class, ancestors: list[str]) -> Form:
        # A class that only inherits from a Protocol is an implementation, unless it says Protocol again.
        direct = {self._base(base) for base in thing.bases}
        for base, form in BUILT_IN.items():
            if form in (Form.PROTOCOL, Form.ABSTRACT):
                if base in direct:
                    return form
            elif base in ancestors:
                return form
        if any("ABCMeta" in str(value) for value in thing.keywords.values()):
            return Form.ABSTRACT
        if _decorator(thing, "dataclass") or any(_decorator(c, "dataclass") for c in _mro(thing)):
            return Form.DATACLASS
        return Form.PLAIN

    def _base(self, base: str | griffe.Expr) -> str:
        path = base if isinstance(base, str) else base.canonical_path
        return self.names.short(path)

    def _ancestors(self, thing: griffe.Class) -> list[str]:
        found: list[str] = []
        for cls in (thing, *_mro(thing)):
            found += [self._base(base) for base in cls.bases]
        return list(dict.fromkeys(found))

    def _constructor(
        self, own: dict[str, griffe.Object | griffe.Alias], form: Form
    ) -> tuple[Parameter, ...] | None:
        made = own.get("__init__")
        if form is not Form.PLAIN and form is not Form.ABSTRACT:
            return None
        if not isinstance(made, griffe.Function):
            return ()
        return tuple(self._parameter(p) for p in list(made.parameters)[1:])

    def _fields(self, line: list[griffe.Class], form: Form) -> tuple[Field, ...]:
        if form not in (Form.DATACLASS, Form.NAMED_TUPLE, Form.TYPED_DICT):
            return ()
        fields: dict[str, Field] = {}
        for cls in line:
            if form is Form.DATACLASS and not _decorator(cls, "dataclass"):
                continue
            keyword_only = dict(_options(cls)).get("kw_only", False)
            total = str(cls.keywords.get("total", "True")) != "False" if cls.keywords else True
            for name, member in cls.members.items():
                if not isinstance(member, griffe.Attribute) or member.annotation is None:
                    continue
                if "property" in member.labels:
                    continue
                field = self._field(name, member, form, total=total, keyword_only=keyword_only)
                if field is None:
                    keyword_only = keyword_only or "KW_ONLY" in str(member.annotation)
                else:
                    fields[name] = field
        return tuple(fields.values())

    def _field(
        self, name: str, member: griffe.Attribute, form: Form, *, total: bool, keyword_only: bool
    ) -> Field | None:
        type_ = self.names.text(member.annotation) or ""
        default = self.names.text(member.value)
        if "ClassVar" in type_ or "KW_ONLY" in type_:
            return None
        if form is Form.TYPED_DICT:
            required = (total or "Required[" in type_) and "NotRequired[" not in type_
            inner = re.sub(
                r"^(?:typing\.|typing_extensions\.)?(?:Not)?Required\[(.*)\]$", r"\1", type_
            )
            return Field(name=name, type=inner, required=required, keyword_only=True)
        required = default is None
        if default and re.match(r"(dataclasses\.)?field\(", default):
            if re.search(r"\binit\s*=\s*False", default):
                return None
            required = "default" not in default
            keyword_only = keyword_only or bool(re.search(r"\bkw_only\s*=\s*True", default))
            found = re.search(r"\bdefault(?:_factory)?\s*=\s*(.+?)\)?$", default)
            default = found[1] if found else None
        return Field(
            name=name, type=type_, default=default, required=required, keyword_only=keyword_only
        )

    def _value(self, name: str, thing: griffe.Attribute) -> Value:
        return Value(
            name=name,
            type=self.names.text(thing.annotation),
            # What `__init__` assigns is known when it runs, not here.
            value=None
            if {"property", "instance-attribute"} & thing.labels
            and "class-attribute" not in thing.labels
            else self.names.text(thing.value),
        )

    def _deprecated(self, thing: griffe.Function | griffe.Class) -> str | None:
        for decorator in thing.decorators:
            text = str(decorator.value)
            if re.match(r"(\w+\.)*deprecated\(", text):
                return text.partition("(")[2].rpartition(")")[0]
        return None


def _wrapped(member: griffe.Attribute) -> griffe.Function | None:
    """
    The function behind `create = staticmethod(create_invoice)`.
    """
    value = member.value
    if not isinstance(value, griffe.ExprCall) or str(value.function) != "staticmethod":
        return None
    if len(value.arguments) != 1 or not isinstance(value.arguments[0], griffe.Expr):
        return None
    try:
        found = member.modules_collection[value.arguments[0].canonical_path]
        target = found.final_target if isinstance(found, griffe.Alias) else found
    except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None
    return target if isinstance(target, griffe.Function) else None


def _is_private(name: str) -> bool:
    if name.startswith("__") and name.endswith("__"):
        return name in UNPROMISED
    return name.startswith("_")


def _mro(thing: griffe.Class) -> list[griffe.Class]:
    try:
        return list(thing.mro())
    except ValueError:
        return []


def _modules(package: griffe.Module) -> Iterable[griffe.Module]:
    yield package
    for module in package.modules.values():
        if not module.is_alias:
            yield from _modules(module)


def _classes(package: griffe.Module) -> Iterable[griffe.Class]:
    for module in _modules(package):
        for cls in module.classes.values():
            if not cls.is_alias:
                yield cls


def _decorator(thing: griffe.Class, name: str) -> str:
    return next(
        (t for d in thing.decorators if re.match(rf"(\w+\.)*{name}\b", t := str(d.value))), ""
    )


def _options(thing: griffe.Class) -> tuple[tuple[str, bool], ...]:
    text = _decorator(thing, "dataclass")
    given = {name: value == "True" for name, value in re.findall(r"(\w+)=(True|False)", text)}
    defaults = {"frozen": False, "eq": True, "order": False, "unsafe_hash": False, "kw_only": False}
    return tuple((name, given.get(name, default)) for name, default in defaults.items())


def _raises(thing: griffe.Function) -> tuple[str, ...]:
    section = RAISES.search((thing.docstring.value if thing.docstring else "") + "\n")
    return tuple(dict.fromkeys(RAISED.findall(section[1]))) if section else ()


def _has_body(thing: griffe.Function) -> bool:
    """
    Whether a method does anything: `...`, `pass` and a docstring are no body.
    """
    try:
        tree = ast.parse(_dedent(thing.source))
    except SyntaxError:
        return True
    body = getattr(tree.body[0], "body", []) if tree.body else []
    return any(
        not isinstance(s, ast.Pass)
        and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        and not (isinstance(s, ast.Raise) and "NotImplementedError" in ast.dump(s))
        for s in body
    )


def _dedent(source: str) -> str:
    indent = len(source) - len(source.lstrip(" "))
    return "\n".join(line[indent:] for line in source.splitlines())


def _members(line: list[griffe.Class], ancestors: list[str]) -> tuple[tuple[str, str], ...]:
    """
    The members of an enum and what they are worth; `auto()` is worked out.
    """
    found: dict[str, str] = {}
    for cls in line:
        for name, member in cls.members.items():
            if not isinstance(member, griffe.Attribute) or name.startswith("_"):
                continue
            if member.value is None or "property" in member.labels:
                continue
            value = str(member.value)
            if re.fullmatch(r"(enum\.)?auto\(\)", value):
                text = any(base.endswith(("StrEnum", "TextChoices")) for base in ancestors)
                value = repr(name.lower()) if text else str(len(found) + 1)
            found[name] = value
    return tuple(found.items())

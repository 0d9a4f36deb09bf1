"""
Which fields does a value class have, and which members an enum?
"""

import re

import griffe

from wheelwright.surface.names import Names
from wheelwright.surface.values import Field, Form

DEFAULTS = {"frozen": False, "eq": True, "order": False, "unsafe_hash": False, "kw_only": False}
REQUIRED = re.compile(r"^(?:typing\.|typing_extensions\.)?(?:Not)?Required\[(.*)\]$")


def fields(names: Names, line: list[griffe.Class], form: Form) -> tuple[Field, ...]:
    """
    The fields of a class; `line` is the class behind those it inherits from.
    """
    found: dict[str, Field] = {}
    for cls in line:
        if form is Form.DATACLASS and not decorator(cls, "dataclass"):
            continue
        keyword_only = dict(options(cls))["kw_only"]
        total = str(cls.keywords.get("total", True)) == "True"
        for name, member in cls.members.items():
            if not isinstance(member, griffe.Attribute) or member.annotation is None:
                continue
            if "property" in member.labels:
                continue
            text = names.text(member.annotation) or ""
            if "KW_ONLY" in text:
                keyword_only = True
            elif form is Form.TYPED_DICT:
                found[name] = _key(name, text, total=total)
            elif "ClassVar" not in text and (one := _field(names, name, member, keyword_only)):
                found[name] = one
    return tuple(found.values())


def _key(name: str, type_: str, *, total: bool) -> Field:
    required = (total or "Required[" in type_) and "NotRequired[" not in type_
    return Field(name=name, type=REQUIRED.sub(r"\1", type_), required=required, keyword_only=True)


def _field(names: Names, name: str, member: griffe.Attribute, keyword_only: bool) -> Field | None:
    default = names.text(member.value)
    required = default is None
    if default and re.match(r"(dataclasses\.)?field\(", default):
        if re.search(r"\binit\s*=\s*False", default):
            return None
        keyword_only = keyword_only or bool(re.search(r"\bkw_only\s*=\s*True", default))
        given = re.search(r"\bdefault(?:_factory)?\s*=\s*(.+?)\)?$", default)
        default = given[1] if given else None
        required = default is None
    return Field(
        name=name,
        type=names.text(member.annotation),
        default=default,
        required=required,
        keyword_only=keyword_only,
    )


def options(thing: griffe.Class) -> tuple[tuple[str, bool], ...]:
    """
    What `@dataclass(…)` was told, and its defaults.
    """
    text = decorator(thing, "dataclass")
    given = {name: value == "True" for name, value in re.findall(r"(\w+)=(True|False)", text)}
    return tuple((name, given.get(name, default)) for name, default in DEFAULTS.items())


def decorator(thing: griffe.Class, name: str) -> str:
    """
    A decorator of a class, as written.
    """
    texts = (str(d.value) for d in thing.decorators)
    return next((text for text in texts if re.match(rf"(\w+\.)*{name}\b", text)), "")


def members(line: list[griffe.Class], ancestors: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
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
                is_text = any(base.endswith(("StrEnum", "TextChoices")) for base in ancestors)
                value = repr(name.lower()) if is_text else str(len(found) + 1)
            found[name] = value
    return tuple(found.items())

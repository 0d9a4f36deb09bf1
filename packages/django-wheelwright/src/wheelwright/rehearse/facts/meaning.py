"""
What does a stored value say, whatever it is written as? JSON, numbers, keys and lists in one spelling.
"""

import base64
import binascii
import datetime as dt
import decimal
import json
import pickletools
import re
from collections.abc import Iterator

from wheelwright.report.model import Json

KEY = re.compile(r"(?:urn:uuid:)?\{?([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})\}?")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
TRUTHS = {"t": "true", "true": "true", "f": "false", "false": "false"}
PACKED = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}\s*")
SEPARATOR = re.compile(r"\s*[,;|\n]\s*")
NOTHING = frozenset({"", "[]", "{}", "null", '""'})


def spelled(text: str) -> str:
    """
    The same for two texts that mean the same: JSON without layout and order of keys, a key without
    its hyphens, a number without trailing zeros, a moment in UTC; any other text as it is.
    """
    document = structure(text)
    if document is not None:
        return json.dumps(_even(document), sort_keys=True, ensure_ascii=False)
    short = text.strip().lower()
    if short in TRUTHS:
        return TRUTHS[short]
    if key := KEY.fullmatch(short):
        return key[1].replace("-", "")
    if NUMBER.fullmatch(short):
        return _number(short)
    if INSTANT.fullmatch(text.strip()):
        return _instant(text.strip()) or text
    return text


def layout_only(text: str) -> str:
    """
    The same for two texts that differ only in how their JSON is laid out.
    """
    document = structure(text)
    return text if document is None else json.dumps(document, sort_keys=True, ensure_ascii=False)


def structure(text: str) -> Json:
    """
    The list or the object that a text is the JSON of; None for any other text, and for a scalar.
    """
    if not text.lstrip().startswith(("{", "[", '"')):
        return None
    try:
        document: Json = json.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return document


def says_nothing(text: str) -> bool:
    """
    Is it only another way to write that there is nothing?
    """
    return text.strip() in NOTHING


def is_number(text: str) -> bool:
    """
    Is it only a number, as other columns hold by chance?
    """
    return bool(NUMBER.fullmatch(text))


def parts(text: str) -> tuple[str, ...]:
    """
    The entries of a list, in JSON or between commas; one for what is no list.
    """
    document = structure(text)
    if isinstance(document, list):
        return tuple(_spelled(entry) for entry in document)
    if document is not None:
        return (spelled(text),)
    return tuple(spelled(part) for part in SEPARATOR.split(text.strip()) if part)


def fields(text: str) -> dict[str, str]:
    """
    What each key of a JSON object holds; nothing for any other text.
    """
    document = structure(text)
    if not isinstance(document, dict):
        return {}
    held = {key: _spelled(value) for key, value in document.items()}
    return {key: value for key, value in held.items() if not says_nothing(value)}


def leaves(text: str) -> frozenset[str]:
    """
    Every single value inside: of JSON, of a list, and of what was pickled or written as base64.
    """
    unpacked = _unpacked(text)
    if unpacked is not None:
        return unpacked
    document = structure(text)
    if document is not None:
        return frozenset(_leaves(document))
    return frozenset({spelled(text), *parts(text)})


def _spelled(value: Json) -> str:
    if isinstance(value, str):
        return spelled(value)
    return spelled(json.dumps(value))


def _even(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _even(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_even(inner) for inner in value]
    return value if value is None else _spelled(value)


def _leaves(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield _spelled(value)


def _number(text: str) -> str:
    value = decimal.Decimal(text).normalize()
    return f"{value:f}"


def _instant(text: str) -> str | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    return moment.isoformat()


def _unpacked(text: str) -> frozenset[str] | None:
    """
    What base64 holds; a pickle is only read, never run.
    """
    if not PACKED.fullmatch(text):
        return None
    try:
        raw = base64.b64decode(text.strip() + "=" * (-len(text.strip()) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    if raw[:1] == b"\x80":
        return _pickled(raw)
    try:
        inner = raw.decode()
    except UnicodeDecodeError:
        return None
    return leaves(inner) if inner.isprintable() and not PACKED.fullmatch(inner) else None


def _pickled(raw: bytes) -> frozenset[str] | None:
    try:
        held = list(pickletools.genops(raw))
    except Exception:  # it only looked like one
        return None
    truths = {"NEWTRUE": "true", "NEWFALSE": "false"}
    found = {truths[op.name] for op, *_ in held if op.name in truths}
    found |= {
        spelled(str(value))
        for op, value, _ in held
        if op.name not in ("PROTO", "FRAME", "GLOBAL")
        and "PUT" not in op.name
        and "GET" not in op.name
        and isinstance(value, str | int | float)
    }
    return frozenset(found)

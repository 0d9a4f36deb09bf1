"""
Do two texts differ only in the version of the release that says them?
"""

import re

from wheelwright.surface.promises import Pair

NAMES = frozenset(
    [
        *("version", "version_info", "version_tuple", "version_string", "version_str", "release"),
        *("build", "commit", "commit_id", "revision", "date", "version_date"),
    ]
)
PARTS = {"major": 0, "minor": 1, "patch": 2, "micro": 2}
NUMBER = re.compile(r"\d+")


def same(old: str | None, new: str | None, pair: Pair) -> bool:
    """
    Whether the texts are one but for each release's own version in them: `shop/1.0.0`, `(1, 0, 0)`.
    """
    if old is None or new is None:
        return False
    return _blank(old, pair.old.version) == _blank(new, pair.new.version)


def is_told_by(name: str, old: str, new: str, pair: Pair) -> bool:
    """
    Whether a constant says which release this is, by its name and what it is worth. One such as
    `PROTOCOL_VERSION`, or a `VERSION` that counts something else, is a constant like any other.
    """
    owner, _, last = name.rpartition(".")
    word = last.strip("_").lower()
    if last.startswith("__") and word in NAMES:
        return True
    if word in NAMES:
        says = _starts(old, pair.old.version) and _starts(new, pair.new.version)
        # In the package itself, or in a module of that name, it can be of nothing else.
        return says or "." not in owner or owner.rpartition(".")[2] in ("version", "about")
    part = PARTS.get(word.removeprefix("version_"))
    if part is None:
        return False
    return old == _part(pair.old.version, part) and new == _part(pair.new.version, part)


def _blank(text: str, version: str) -> str:
    numbers = NUMBER.findall(version.partition("+")[0])
    between = r"(?:\.|\s*,\s*|['\"],\s*['\"])".join(numbers)
    return re.sub(rf"(?<![\d.]){between}(?![\d])|(?<![\d.]){re.escape(version)}(?!\d)", "§", text)


def _starts(text: str, version: str) -> bool:
    said, told = NUMBER.findall(text), NUMBER.findall(version)
    return bool(said) and all(a == b for a, b in zip(said, told, strict=False))


def _part(version: str, place: int) -> str:
    numbers: list[str] = NUMBER.findall(version)
    return [*numbers, "0", "0", "0"][place]

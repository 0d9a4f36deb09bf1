"""
What does a route match, in one spelling for `path` and `re_path`?
"""

import re

# What Django's converters accept (django.urls.converters), and how people write the same.
KINDS = {
    "int": ("[0-9]+", r"\d+"),
    "slug": ("[-a-zA-Z0-9_]+", r"[-\w]+", r"[\w-]+", r"[\w\-]+", r"[-a-zA-Z0-9_]+", r"[\w_-]+"),
    "str": ("[^/]+", r"[^\/]+", "[^/]*"),
    "path": (".+", ".*"),
    "uuid": ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[0-9a-f-]{36}"),
    "word": (r"\w+", "[a-zA-Z0-9_]+"),
}
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
SPECIAL = re.compile(r"[\[\](){}*+?|\\]|(?<!^)\^")


def route_of(text: str, *, is_regex: bool) -> str:
    """
    A route as `orders/<int:pk>/`; a regular expression that no path can say stays one, after `re:`.
    """
    if not is_regex:
        return CONVERTER.sub(lambda m: f"<{m['kind'] or 'str'}:{m['name']}>", text)
    found, rest = "", text.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    while rest:
        group = _group(rest)
        if group is not None:
            name, inner, rest = group
            kind = next((k for k, spellings in KINDS.items() if inner in spellings), None)
            if kind is None:
                return f"re:{text}"
            found += f"<{kind}:{name}>"
            continue
        literal = re.match(r"\\([^\w])|([^\\\[\](){}*+?|^$])", rest)
        if literal is None or rest[literal.end() :][:1] in ("*", "+", "?", "{"):
            return f"re:{text}"
        found += literal[1] or literal[2]
        rest = rest[literal.end() :]
    return found


def _group(text: str) -> tuple[str, str, str] | None:
    """
    The first group of a text that begins with one: its name, its inside, what follows it.
    """
    if not text.startswith("(") or (text.startswith("(?") and not text.startswith("(?P<")):
        return None
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            head = re.match(r"\(\?P<(\w+)>", text)
            name, start = (head[1], head.end()) if head else ("", 1)
            return name, text[start:place], text[place + 1 :]
    return None

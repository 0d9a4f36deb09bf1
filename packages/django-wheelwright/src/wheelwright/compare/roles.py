"""
Who makes a value, the host or the package? It decides what a new field costs.
"""

import re
from collections.abc import Iterable, Mapping

from wheelwright.surface.values import Alias, Class, Form, Function, Surface

NAMES = re.compile(r"[A-Za-z_]\w*")


def is_port(surface: Surface, item: Class) -> bool:
    """
    Whether hosts implement it: a Protocol or ABC, unless it is marked or only ever handed out.
    """
    if item.form not in (Form.PROTOCOL, Form.ABSTRACT) or item.host_calls:
        return False
    given, taken = _reached(surface, surface.functions.values(), ports=())
    return item.name.rpartition(".")[2] in taken or item.name.rpartition(".")[2] not in given


def roles(surface: Surface) -> tuple[frozenset[str], frozenset[str]]:
    """
    The names of the values that hosts make, and of those that they receive.
    """
    ports = [item for item in surface.classes.values() if is_port(surface, item)]
    methods = [
        method for item in surface.classes.values() if item not in ports for method in item.methods
    ]
    received, made = _reached(
        surface,
        [*surface.functions.values(), *methods],
        ports=[method for port in ports for method in port.methods],
    )
    return made, received


def _reached(
    surface: Surface, calls: Iterable[Function], *, ports: Iterable[Function]
) -> tuple[frozenset[str], frozenset[str]]:
    given: set[str] = set()
    taken: set[str] = set()
    for function in calls:
        given |= _words(function.returns)
        taken |= {word for p in function.parameters for word in _words(p.type)}
    for function in ports:
        taken |= _words(function.returns)
        given |= {word for p in function.parameters for word in _words(p.type)}
    inner = _inner(surface)
    return _closure(given, inner), _closure(taken, inner)


def _words(text: str | None) -> set[str]:
    return set(NAMES.findall(text or ""))


def _inner(surface: Surface) -> Mapping[str, set[str]]:
    inner = {name: _words(text) for name, text in surface.aliases.items()}
    for name, item in surface.items.items():
        short = name.rpartition(".")[2]
        if isinstance(item, Class):
            inner[short] = {w for field in item.fields for w in _words(field.type)}
        elif isinstance(item, Alias):
            inner[short] = _words(item.type)
    return inner


def _closure(start: set[str], inner: Mapping[str, set[str]]) -> frozenset[str]:
    found, todo = set(start), list(start)
    while todo:
        for word in inner.get(todo.pop(), ()):
            if word not in found:
                found.add(word)
                todo.append(word)
    return frozenset(found)

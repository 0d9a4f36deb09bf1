"""
Rule: a call that worked keeps working, and means the same.
"""

from collections.abc import Iterator

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import is_port
from wheelwright.compare.variance import Difference, Judge
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Class, Form, Function, Kind, Parameter

ID = "api-changed"
HINT = "Add a parameter with a default instead, or a function with a new name."
MADE_BY_CALL = (Form.PLAIN, Form.DATACLASS, Form.ABSTRACT)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report functions, methods and constructors whose callers notice a difference.
    """
    judge = Judge(pair)
    return tuple(
        change(name, difference)
        for name, old, new in _callables(pair)
        for difference in judge.for_callers(old, new)
    )


def change(name: str, difference: Difference) -> Change:
    """
    A difference of one signature as a change.
    """
    soft = (
        " If it is meant, say so in a fragment of type `behaviour`." if difference.softens else ""
    )
    return Change(
        code=ID,
        subject=name if difference.part == "return" else f"{name}.{difference.part}",
        message=f"{name}(): {difference.message}.",
        hint=(HINT if difference.bump is Bump.MAJOR else "") + soft,
        bump=difference.bump,
        audience=Audience.CALLER,
        softens=difference.softens,
        evidence=f"{ID}:{name}",
    )


def _callables(pair: Pair) -> Iterator[tuple[str, Function, Function]]:
    for name, old in pair.old.surface.functions.items():
        new = pair.new.surface.functions.get(name)
        if new:
            yield name, old, new
    for name, before in pair.old.surface.classes.items():
        after = pair.new.surface.classes.get(name)
        if after is None or (is_port(pair.old.surface, before) and before.form is Form.PROTOCOL):
            continue
        methods = {m.name: m for m in after.methods}
        for method in before.methods:
            if method.name in methods and not (method.is_abstract and before.form is Form.ABSTRACT):
                yield f"{name}.{method.name}", method, methods[method.name]
        if _compares_constructors(before, after):
            yield name, _constructor(before), _constructor(after)


def _compares_constructors(old: Class, new: Class) -> bool:
    # Two dataclasses are compared field by field, where it matters who makes them.
    both = old.form is Form.DATACLASS and new.form is Form.DATACLASS
    # One without parameters is made by a class of another distribution: nobody can tell how.
    known = all(i.form is Form.DATACLASS or i.parameters is not None for i in (old, new))
    return old.form in MADE_BY_CALL and new.form in MADE_BY_CALL and known and not both


def _constructor(item: Class) -> Function:
    parameters = item.parameters
    if parameters is None:
        options = dict(item.options)
        parameters = tuple(
            Parameter(
                name=field.name,
                kind=Kind.KEYWORD_ONLY
                if field.keyword_only or options.get("kw_only")
                else Kind.EITHER,
                type=field.type,
                default=None if field.required else field.default,
            )
            for field in item.fields
        )
    return Function(name=item.name, parameters=parameters)

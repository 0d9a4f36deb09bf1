"""
Which names does a package register with Django: pages, commands, templates, tasks, signals?
"""

import ast
import re

from wheelwright.surface.promises import Command
from wheelwright.surface.routes import route_of
from wheelwright.surface.trees import Trees, argument, assigned, calls, keyword, last, literal, text
from wheelwright.surface.values import Function, Kind, Parameter
from wheelwright.surface.wheel import Wheel

COMMAND = re.compile(r"/management/commands/(?!_)(\w+)\.py$")
TEMPLATE = re.compile(r"^(?:[^/]+/)+?(?:templates|jinja2)/(.+)$")
TASKS = ("task", "shared_task", "periodic_task")


def urls(trees: Trees) -> frozenset[tuple[str, str]]:
    """
    The named pages of every `urls.py`, as (name with namespace, route).
    """
    found = set()
    for file, tree in trees.items():
        if not re.search(r"/urls(\.py$|/)", file):
            continue
        space = text(assigned(tree.body).get("app_name"))
        for call in calls(tree):
            name = text(keyword(call, "name"))
            if last(call.func) in ("path", "re_path", "url") and name:
                given = argument(call, 0, "route") or keyword(call, "regex")
                # A route may be translated; the words in the code are the first of its spellings.
                if isinstance(given, ast.Call) and given.args:
                    given = given.args[0]
                route = route_of(text(given), is_regex=last(call.func) != "path")
                found.add((f"{space}:{name}" if space else name, route))
    return frozenset(found)


def commands(trees: Trees) -> dict[str, Command]:
    """
    The management commands with what they are given.
    """
    found = {}
    for file, tree in trees.items():
        if where := COMMAND.search(file):
            options, required = set(), set()
            for call in calls(tree):
                if last(call.func) != "add_argument":
                    continue
                names = [text(arg) for arg in call.args if text(arg)]
                if not names:
                    continue
                options |= set(names)
                optional = names[0].startswith("-") or text(keyword(call, "nargs")) in ("?", "*")
                if not optional or literal(keyword(call, "required")) is True:
                    required.add(max(names, key=len))
            found[where[1]] = Command(
                name=where[1], options=frozenset(options), required=frozenset(required)
            )
    return found


def templates(wheel: Wheel) -> frozenset[str]:
    """
    The names under which a host may override or include its templates.
    """
    return frozenset(where[1] for name in wheel.names if (where := TEMPLATE.match(name)))


def tasks(trees: Trees) -> dict[str, Function]:
    """
    The background tasks by the name they are queued under.
    """
    found = {}
    for file, tree in trees.items():
        module = file.removesuffix(".py").replace("/", ".")
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for decorator in node.decorator_list:
                call = decorator if isinstance(decorator, ast.Call) else None
                if last(call.func if call else decorator) in TASKS:
                    name = text(keyword(call, "name")) if call else ""
                    takes_context = call and literal(keyword(call, "takes_context")) is True
                    bound = call and literal(keyword(call, "bind")) is True
                    name = name or f"{module}.{node.name}"
                    found[name] = function(name, node, skip=bool(takes_context or bound))
    return found


def function(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef, *, skip: bool) -> Function:
    args = node.args
    positional = [*args.posonlyargs, *args.args]
    missing = len(positional) - len(args.defaults)
    parameters = [
        Parameter(
            name=arg.arg,
            kind=Kind.POSITIONAL_ONLY if arg in args.posonlyargs else Kind.EITHER,
            default=ast.unparse(args.defaults[i - missing]) if i >= missing else None,
        )
        for i, arg in enumerate(positional)
    ][int(skip) :]
    if args.vararg:
        parameters.append(Parameter(name=args.vararg.arg, kind=Kind.REST))
    parameters += [
        Parameter(
            name=arg.arg,
            kind=Kind.KEYWORD_ONLY,
            default=ast.unparse(default) if default is not None else None,
        )
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
    ]
    if args.kwarg:
        parameters.append(Parameter(name=args.kwarg.arg, kind=Kind.KEYWORDS))
    return Function(name=name, parameters=tuple(parameters))


def signals(trees: Trees) -> dict[str, frozenset[str]]:
    """
    The signals of `signals.py`, with the arguments that every receiver is given.
    """
    defined = {
        name
        for file, tree in trees.items()
        if file.endswith("/signals.py")
        for name, value in assigned(tree.body).items()
        if isinstance(value, ast.Call) and last(value.func) in ("Signal", "ModelSignal")
    }
    sent: dict[str, list[set[str]]] = {name: [] for name in defined}
    for tree in trees.values():
        for call in calls(tree):
            if isinstance(call.func, ast.Attribute) and call.func.attr.startswith(
                ("send", "asend")
            ):
                name = last(call.func.value)
                if name in sent and not any(k.arg is None for k in call.keywords):
                    sent[name].append({k.arg for k in call.keywords if k.arg})
    return {
        name: frozenset(set.intersection(*given) if given else ()) for name, given in sent.items()
    }

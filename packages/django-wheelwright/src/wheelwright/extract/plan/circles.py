"""
Would the old app and the new one have to import each other before either is there?

A key by class can become a string; a base, a mixin, a manager, a default or a decorator cannot. If what
moves needs such a name of a module that stays, and a class that stays there needs one that moves, neither
module can be imported first.
"""

import ast
import pathlib
from collections.abc import Iterator

from wheelwright.extract.errors import CannotBeSeparated
from wheelwright.extract.plan import sources
from wheelwright.extract.values import Model, Survey

LAZY = frozenset(
    {"ForeignKey", "OneToOneField", "ManyToManyField", "GenericRelation", "ParentalKey"}
)
# Words that may be strings as well; a receiver's sender is one of them.
LAZY_WORDS = {"receiver": ("sender",), "connect": ("sender",)} | dict.fromkeys(
    LAZY, ("to", "through")
)


def require_separable(survey: Survey, source: str, labels: frozenset[str]) -> None:
    """
    Raises:
        CannotBeSeparated: with one line for each need, both ways.
    """
    app = survey.app(source)
    assert app is not None
    for module, needs in _needs(survey, source).items():
        here = {m.name: m.label for m in survey.models if _module(m) == module}
        movers = {name for name, label in here.items() if label in labels} & set(needs)
        # A helper that is made from what moves, and that no model here needs, can go along.
        helpers = {name for name in set(needs) - set(here) if not _reached(needs, {name}) & movers}
        staying = _reached(needs, set(here) - movers | (helpers - _reached(needs, movers)), movers)
        going = _reached(needs, movers) - staying
        back = list(_between(needs, going, staying))
        out = list(_between(needs, staying, movers))
        if movers and back and out:
            raise CannotBeSeparated(
                f"{module} and the new app would have to import each other; nothing was written.",
                f"Take {_listed({n[0] for n in out})} along, or move {_listed({n[1] for n in back})} to a "
                "module of its own first.",
                [
                    *(
                        f"{where}: {one} moves and needs {other}, which stays"
                        for one, other, where in back
                    ),
                    *(
                        f"{where}: {one} stays and needs {other}, which moves"
                        for one, other, where in out
                    ),
                ],
            )


def _module(model: Model) -> str:
    """
    A package of models counts as one module: to import a part of it is to import all of it.
    """
    before, found, _ = f"{model.module}.".partition(".models.")
    return f"{before}.models" if found else model.module


type Needs = dict[str, dict[str, str]]  # a name, the names it needs when it is made, and where


def _needs(survey: Survey, source: str) -> dict[str, Needs]:
    found: dict[str, Needs] = {}
    seen: set[str] = set()
    for model in survey.models:
        file = model.place.file
        path = pathlib.Path(survey.folder, file)
        if model.app != source or file in seen or file.startswith("/") or not path.is_file():
            continue
        seen.add(file)
        found.setdefault(_module(model), {}).update(_in(file, ast.parse(sources.text(path))))
    return found


def _in(file: str, tree: ast.Module) -> Needs:
    needs: Needs = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.Assign | ast.AnnAssign):
            for name in _bound(node):
                needs[name] = {
                    used.id: f"{file}:{used.lineno}" for used in _used(node) if used.id != name
                }
    return needs


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _used(node: ast.AST) -> Iterator[ast.Name]:
    """
    The names that have to be there when this is made: what functions do inside comes later.
    """
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        # The first argument may be a string as well; so may `to` and `through`.
        skipped = node.args[:1] if name in LAZY else []
        yield from _used(node.func)
        for argument in (a for a in node.args if a not in skipped):
            yield from _used(argument)
        for word in node.keywords:
            if word.arg not in LAZY_WORDS.get(name, ()):
                yield from _used(word.value)
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        if not isinstance(node, ast.Lambda):
            for decorator in node.decorator_list:
                yield from _used(decorator)
        for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            yield from _used(default)
        return
    for child in ast.iter_child_nodes(node):
        yield from _used(child)


def _reached(needs: Needs, names: set[str], without: set[str] | None = None) -> set[str]:
    """
    The names and what they need in turn, but nothing that is needed only through `without`.
    """
    found = names & set(needs)
    waiting = list(found)
    while waiting:
        for other in needs[waiting.pop()]:
            if other in needs and other not in found and other not in (without or ()):
                found.add(other)
                waiting.append(other)
    return found


def _between(needs: Needs, some: set[str], others: set[str]) -> Iterator[tuple[str, str, str]]:
    for one in sorted(some):
        for other, where in sorted(needs.get(one, {}).items()):
            if other in others:
                yield one, other, where


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names)[:4])

"""
Which names may callers rely on, and what are they? Read with griffe, without importing.
"""

import ast
import pathlib
import tempfile
from collections.abc import Iterator

import griffe

from wheelwright.surface import doors, items, lazy, method_calls, notices, runtime
from wheelwright.surface.names import Names
from wheelwright.surface.trees import Code
from wheelwright.surface.values import Item, Reading, Surface, Value
from wheelwright.surface.wheel import Wheel


def surface(wheel: Wheel, code: Code) -> Surface:
    """
    The names of every `api.py`; of a package that has none, the names of its public modules.
    """
    found: dict[str, Item] = {}
    also: dict[str, Item] = {}
    unknown: set[str] = set()
    ancestors: dict[str, frozenset[str]] = {}
    aliases: dict[str, str] = {}
    reading = Reading()
    warned, stubs = notices.notices(code.trees), method_calls.stubs(code.trees)
    for package, single in _packages(wheel, code):
        names = Names(package.path, notices=warned, stubs=stubs)
        door = doors.door(package, code.trees)
        public = tuple(doors.public(package, code.trees))
        reading = reading.with_package(
            door=door.path if door else "",
            modules=tuple(m.path for m in public),
            left_out=tuple(m.path for m in doors.left_out(package, code.trees)),
        )
        for module in dict.fromkeys(filter(None, (door, *public))):
            promised = set(doors.exported(module, is_door=module is door))
            is_promised = module is door or door is None
            prefix = "" if module is door and single else f"{module.path}."
            # What a door offers can be imported by its full name as well, and if the wheel gains
            # another package the short name means the same.
            others = {"", f"{module.path}."} - {prefix} if module is door else set()
            for name in _bound(module):
                thing = doors.resolved(module, name)
                item = items.item(names, prefix + name, thing) if thing is not None else None
                if item is not None:
                    (found if is_promised and name in promised else also)[prefix + name] = item
                    also |= {other + name: item for other in others}
            made = lazy.names(code.trees, module)
            unknown |= {each + name for name in made for each in (prefix, *others)}
            if is_promised:
                for name in made & set(promised):
                    found.setdefault(prefix + name, Value(name=prefix + name))
        ancestors |= items.ancestors(names, package)
        aliases |= items.aliases(names, package)
    return Surface(
        items=found,
        also={name: item for name, item in also.items() if name not in found},
        unknown=frozenset(unknown - found.keys()),
        ancestors=ancestors,
        aliases=aliases,
        reading=reading,
    )


def _packages(wheel: Wheel, code: Code) -> Iterator[tuple[griffe.Module, bool]]:
    """
    Each package with whether it is the only one of the wheel.
    """
    roots = [r for r in wheel.modules if any(_below(n, r) for n in code.trees)]
    with tempfile.TemporaryDirectory(prefix="wheelwright-read-") as scratch:
        folder = pathlib.Path(scratch)
        _write(wheel, code, folder)
        for root in roots:
            loaded = griffe.load(
                root.partition(".")[0],
                search_paths=[folder],
                resolve_aliases=True,
                allow_inspection=False,
                try_relative_path=False,
            )
            inner = root.partition(".")[2]
            package = loaded[inner] if inner else loaded
            assert isinstance(package, griffe.Module)
            yield package, len(roots) == 1


def _write(wheel: Wheel, code: Code, folder: pathlib.Path) -> None:
    """
    The code as it runs, in folders that griffe takes for packages.
    """
    stubs = [n for n in wheel.names if n.endswith(".pyi") and n[:-1] not in wheel.names]
    for name in (*code.trees, *stubs):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (wheel.folder / name).read_bytes()
        if b"TYPE_CHECKING" in content and name in code.trees:
            content = ast.unparse(runtime.code(code.trees[name])).encode()
        target.write_bytes(content)
        for above in target.relative_to(folder).parents:
            if above != pathlib.Path():
                (folder / above / "__init__.py").touch()


def _below(name: str, root: str) -> bool:
    path = root.replace(".", "/")
    return name.startswith(f"{path}/") or name == f"{path}.py"


def _bound(module: griffe.Module) -> Iterator[str]:
    listed = {str(name) for name in module.exports or ()}
    for name in module.members:
        if name in listed or not (name.startswith("__") and name.endswith("__")):
            yield name

"""
Where does the project make up the names of models while it runs, so that no plan can know them?
"""

import ast
import pathlib
import re
from collections.abc import Iterator

from wheelwright.extract.plan import sources
from wheelwright.extract.plan.uses import MIGRATIONS
from wheelwright.extract.values import Place, Survey, Use

REGISTERS = re.compile(r"register_model|setattr\(|\btype\([^()]+,")


def built_names(survey: Survey, source: str) -> tuple[Use, ...]:
    """
    Labels of the old app that are put together from pieces, and models that are registered or set by
    a statement: these certainly break or stay behind.
    """
    app = survey.app(source)
    assert app is not None
    label = re.escape(source)
    pieces = re.compile(
        rf"""["']{label}\.["'{{%]|get_model\(\s*(?:app_label\s*=\s*)?["']{label}["']"""
    )
    found: list[Use] = []
    for path, file in sources.files(pathlib.Path(survey.folder), ".py"):
        if MIGRATIONS.search(path):
            continue
        text = sources.text(file)
        inside = path.startswith(f"{app.folder}/")
        if not pieces.search(text) and not (inside and REGISTERS.search(text)):
            continue  # to parse takes a hundred times as long
        found += _in(path, text, source, registers=inside)
    return tuple(found)


def _in(path: str, text: str, source: str, *, registers: bool) -> Iterator[Use]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    lines = text.splitlines()
    for node in ast.walk(tree):
        what = _pieces(node, source) or (registers and _registers(node)) or ""
        if what:
            number = getattr(node, "lineno", 0)
            yield Use(
                kind="dynamic",
                subject=what,
                text=lines[number - 1].strip()[:160] if number else "",
                place=Place(file=path, line=number),
            )


def _pieces(node: ast.AST, source: str) -> str:
    """
    f"legacy.{name}", "legacy." + name, "legacy.%s" % name, "legacy.{}".format(name).
    """
    start = f"{source}."
    if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
        first = node.values[0]
        if isinstance(first, ast.Constant) and first.value == start:
            return "a label is put together"
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
        left = node.left.value
        added = isinstance(node.op, ast.Add) and left == start
        formatted = isinstance(node.op, ast.Mod) and left in (f"{start}%s", f"{start}%r")
        if added or formatted:
            return "a label is put together"
    if isinstance(node, ast.Call) and _asks_for_any(node, source):
        return "a model is asked for by a name that is not written here"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        text = str(owner.value) if isinstance(owner, ast.Constant) else ""
        if node.func.attr == "format" and text.startswith(f"{start}{{"):
            return "a label is put together"
    return ""


def _asks_for_any(node: ast.Call, source: str) -> bool:
    """
    get_model("legacy", name): which of the two apps it should ask is known only when it runs.
    """
    if getattr(node.func, "attr", getattr(node.func, "id", "")) != "get_model":
        return False
    given = [*node.args, *(word.value for word in node.keywords)]
    first = given[0] if given else None
    named = isinstance(first, ast.Constant) and first.value == source
    return named and len(given) > 1 and not isinstance(given[1], ast.Constant)


def _registers(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "register_model":
        return "a model is registered by hand"
    if name == "setattr" and node.args and "modules" in ast.dump(node.args[0]):
        return "a name is set on a module"
    if name == "type" and len(node.args) == 3 and "'Model'" in ast.dump(node.args[1]):
        return "a model class is made by type()"
    return ""

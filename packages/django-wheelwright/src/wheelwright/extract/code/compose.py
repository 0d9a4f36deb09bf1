"""
How do the parts of a new module become its text, alone or behind what is there already?
"""

import re
import sys

import libcst as cst

from wheelwright.extract.code.assemble import Assembled
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.statements import from_import
from wheelwright.extract.code.text import like
from wheelwright.extract.code.units import Kind, kind_of, parse, read


def compose(
    parts: Assembled, existing: str | None, *, order: Order, project: frozenset[str]
) -> str:
    """
    The module's text; `project` are the first names of the project's own modules.

    Raises:
        cst.ParserSyntaxError: if what is there is no Python.
    """
    if existing is None or not existing.strip():
        head = f'"""\nCame from {order.old_package}; the tables are the same.\n"""\n\n'
        if parts.future:
            head += "from __future__ import annotations\n\n"
        text = head + _grouped(parts.imports, project) + _types(parts)
        return (text + _body(parts)).replace("\r\n", "\n")
    return like(_behind(parts, existing.replace("\r\n", "\n")), existing)


def _grouped(imports: tuple[str, ...], project: frozenset[str]) -> str:
    """
    The standard library, then libraries, then the project, as every sorter of imports has it.
    """
    groups: dict[int, list[str]] = {}
    for text in imports:
        match = re.match(r"(?:from|import) (\w+)", text)
        first = match[1] if match else ""
        rank = 0 if first in sys.stdlib_module_names else 2 if first in project else 1
        groups.setdefault(rank, []).append(text)
    return "\n".join("\n".join(groups[rank]) + "\n" for rank in sorted(groups))


def _types(parts: Assembled) -> str:
    return "".join(f"\n{text}\n" for text in parts.types)


def _body(parts: Assembled) -> str:
    text = ""
    values_before = False
    for each in parts.body:
        plain = each.strip("\n").replace("\r\n", "\n")
        value = kind_of(parse(plain + "\n").body[0]) is Kind.VALUE
        gap = "" if value and values_before else "\n" if value and not text else "\n\n"
        text += gap + plain + "\n"
        values_before = value
    return text


def _behind(parts: Assembled, existing: str) -> str:
    there = read(existing, name=parts.module, path="", package=False)
    bound = {name for unit in there.outline if unit.kind is Kind.IMPORT for name in unit.binds}
    lines = [line for text in parts.imports for line in _without(text, bound)]
    last = max(
        (u.index for u in there.outline if u.kind in (Kind.IMPORT, Kind.DOCSTRING)), default=-1
    )
    body = list(there.tree.body)
    new = [parse(line + "\n").body[0] for line in lines]
    new += [parse(text + "\n").body[0] for text in parts.types]
    body[last + 1 : last + 1] = new
    text = there.tree.with_changes(body=body).code
    if parts.future and "from __future__ import annotations" not in text:
        text = _with_future(text)
    return text.rstrip("\n") + "\n" + _body(parts)


def _without(text: str, bound: set[str]) -> list[str]:
    """
    The import lines of a text without what is bound already.
    """
    found = []
    for statement in parse(text + "\n").body:
        code = cst.Module([]).code_for_node(statement).strip()
        match statement:
            case cst.SimpleStatementLine(body=[cst.ImportFrom(names=names) as small]) if not (
                isinstance(names, cst.ImportStar)
            ):
                kept = [a for a in names if (a.evaluated_alias or a.evaluated_name) not in bound]
                module = cst.Module([]).code_for_node(small.module) if small.module else ""
                if kept:
                    found.append(
                        from_import(module, [(a.evaluated_name, a.evaluated_alias) for a in kept])
                    )
            case cst.SimpleStatementLine(body=[cst.Import(names=[alias])]) if (
                alias.evaluated_alias or alias.evaluated_name
            ) in bound:
                pass
            case _:
                found.append(code)
    return found


def _with_future(text: str) -> str:
    tree = parse(text)
    at = (
        1
        if tree.body
        and read(text, name="x", path="", package=False).outline[0].kind is Kind.DOCSTRING
        else 0
    )
    line = parse("from __future__ import annotations\n").body[0]
    return tree.with_changes(body=[*tree.body[:at], line, *tree.body[at:]]).code

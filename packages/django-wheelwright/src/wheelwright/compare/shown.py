"""
How is a long value shown in one line of a report?
"""

import ast

LONGEST = 60


def short(text: str) -> str:
    """
    A value, cut where it gets long.
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def change(name: str, old: str, new: str) -> str:
    """
    A sentence that says how a constant differs: of long collections, what came and went.
    """
    if max(len(old), len(new)) <= LONGEST:
        return f"{name} is {new}, it was {old}."
    before, after = _parts(old), _parts(new)
    gone = [each for each in before if each not in after]
    added = [each for each in after if each not in before]
    if not before or not after or not (gone or added):
        return f"{name} has another value: {short(new)}, it was {short(old)}."
    told = [f"{_few(added)} is new"] if added else []
    told += [f"{_few(gone)} is gone"] if gone else []
    return f"{name} has another value: {'; '.join(told)}."


def _few(parts: list[str]) -> str:
    more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
    return ", ".join(short(each) for each in parts[:3]) + more


def _parts(text: str) -> list[str]:
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return []
    if isinstance(node, ast.Call) and len(node.args) == 1:
        node = node.args[0]
    if isinstance(node, ast.Dict):
        return [
            f"{ast.unparse(key) if key else '**'}: {ast.unparse(value)}"
            for key, value in zip(node.keys, node.values, strict=True)
        ]
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [ast.unparse(each) for each in node.elts]
    return []

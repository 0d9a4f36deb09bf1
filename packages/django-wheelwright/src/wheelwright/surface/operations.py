"""
What does one operation of a migration do? Read from the call that makes it.
"""

import ast
import re

from wheelwright.surface.promises import Operation
from wheelwright.surface.trees import argument, calls, keyword, last, literal, text

# A function that calls one of these on a queryset or an instance changes rows.
WRITES = frozenset(
    [
        "update",
        "save",
        "create",
        "bulk_create",
        "bulk_update",
        "delete",
        "get_or_create",
        "update_or_create",
        "abulk_create",
        "aupdate",
        "add",
        "set",
    ]
)
DELETING_SQL = re.compile(r"\b(DELETE\s+FROM|TRUNCATE)", re.I)
WRITING_SQL = re.compile(
    r"\b(INSERT\s+INTO|UPDATE\s+\S+\s+|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)", re.I
)
RENAMES = ("RenameModel", "RenameField")
# How many rows they change is their point, whatever statement they are given.
BACKFILLS = ("BackfillInChunks", "BackfillRowsInChunks")


class Reader:
    """
    Reads the operations of one file, whose functions and constants they may name.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
        self.constants = {
            t.id: n.value
            for n in tree.body
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        self.irreversible = {
            n.name
            for n in tree.body
            if isinstance(n, ast.ClassDef)
            for s in n.body
            if isinstance(s, ast.Assign)
            and last(s.targets[0]) == "reversible"
            and literal(s.value) is False
        }

    def read(
        self, node: ast.expr, *, state: bool = True, database: bool = True
    ) -> tuple[Operation, ...]:
        """
        The operation a call makes; the two halves of SeparateDatabaseAndState one by one.
        """
        if isinstance(node, ast.Starred):
            node = node.value
        if isinstance(node, ast.Name):
            node = self.constants.get(node.id, node)
        if isinstance(node, ast.List | ast.Tuple):
            return tuple(o for e in node.elts for o in self.read(e, state=state, database=database))
        if not isinstance(node, ast.Call):
            return (Operation(name="?", state=state, database=database),)
        if last(node.func) == "SeparateDatabaseAndState":
            parts = (
                (argument(node, 0, "database_operations"), {"state": False, "database": database}),
                (argument(node, 1, "state_operations"), {"state": state, "database": False}),
            )
            return tuple(o for part, half in parts if part for o in self.read(part, **half))
        return (self._one(node, state=state, database=database),)

    def _one(self, node: ast.Call, *, state: bool, database: bool) -> Operation:
        name = last(node.func)
        first = (
            argument(node, 0, "model_name") or keyword(node, "name") or keyword(node, "old_name")
        )
        definition = next(
            (
                ast.unparse(value)
                for word in ("field", "constraint", "index", "options", "unique_together", "table")
                if (value := keyword(node, word)) is not None
            ),
            "",
        )
        if not definition and len(node.args) > 1 and isinstance(node.args[-1], ast.Call):
            definition = ast.unparse(node.args[-1])
        return Operation(
            name=name,
            model=(text(keyword(node, "model_name")) or text(first)).lower(),
            field="" if name.endswith("Model") else self._field(node),
            new_name=text(keyword(node, "new_name")) or self._renamed(node, name),
            definition=definition,
            sql=self._sql(node) if name == "RunSQL" else "",
            fields=_fields(argument(node, 1, "fields")) if name.endswith("CreateModel") else (),
            writes_rows=self._does(node, name, WRITES, WRITING_SQL) or name in BACKFILLS,
            deletes_rows=self._does(node, name, frozenset(["delete"]), DELETING_SQL),
            reversible=self._reversible(node, name),
            elidable=literal(keyword(node, "elidable")) is True,
            state=state,
            database=database,
        )

    def _field(self, node: ast.Call) -> str:
        named = keyword(node, "model_name")
        return text(keyword(node, "old_name")) or text(
            keyword(node, "name") if named else argument(node, 1, "name")
        )

    def _renamed(self, node: ast.Call, name: str) -> str:
        return text(node.args[-1]) if name in RENAMES and len(node.args) > 1 else ""

    def _sql(self, node: ast.Call) -> str:
        given = self._resolve(argument(node, 0, "sql"))
        if given is None:
            return ""
        return "; ".join(
            n.value
            for n in ast.walk(given)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        )

    def _does(
        self, node: ast.Call, name: str, methods: frozenset[str], sql: re.Pattern[str]
    ) -> bool:
        if name == "RunSQL":
            return bool(sql.search(self._sql(node)))
        if name == "RunPython":
            return self._function_does(last(argument(node, 0, "code")), methods, sql, set())
        return False

    def _function_does(
        self, name: str, methods: frozenset[str], sql: re.Pattern[str], seen: set[str]
    ) -> bool:
        if name == "noop":
            return False
        function = self.functions.get(name)
        if function is None:
            return methods is WRITES  # What cannot be read may write, as most do.
        seen.add(name)
        named = {text(n) for n in ast.walk(function) if isinstance(n, ast.Constant)}
        used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        named |= {self._text(self.constants[c]) for c in used & set(self.constants)}
        if any(sql.search(value) for value in named):
            return True
        return any(
            (isinstance(call.func, ast.Attribute) and call.func.attr in methods)
            or (
                isinstance(call.func, ast.Name)
                and call.func.id in self.functions
                and call.func.id not in seen
                and self._function_does(call.func.id, methods, sql, seen)
            )
            for call in calls(function)
        )

    def _text(self, node: ast.expr) -> str:
        return " ".join(text(n) for n in ast.walk(node) if isinstance(n, ast.Constant))

    def _reversible(self, node: ast.Call, name: str) -> bool:
        if name in self.irreversible:
            return False
        if name == "RunPython":
            return argument(node, 1, "reverse_code") is not None
        if name == "RunSQL":
            return argument(node, 1, "reverse_sql") is not None
        return True

    def _resolve(self, node: ast.expr | None) -> ast.expr | None:
        return self.constants.get(node.id, node) if isinstance(node, ast.Name) else node


def _fields(node: ast.expr | None) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, ast.List | ast.Tuple):
        return ()
    return tuple(
        (text(pair.elts[0]), ast.unparse(pair.elts[1]))
        for pair in node.elts
        if isinstance(pair, ast.Tuple) and len(pair.elts) == 2
    )

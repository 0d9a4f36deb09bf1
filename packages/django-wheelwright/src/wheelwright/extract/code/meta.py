"""
What must a moved class say for its tables and names to stay as they are?
"""

import libcst as cst

from wheelwright.extract.code.order import MovedClass, Order
from wheelwright.extract.code.strings import literal, quoted

PATTERN = "%(app_label)s"


def keep_names(node: cst.ClassDef, model: MovedClass, order: Order) -> cst.ClassDef:
    """
    The class with its table, the table of its history and its names from the old label spelt out.
    """
    node = cst.ensure_type(node.visit(_Spelt(order)), cst.ClassDef)
    if model.history_table:
        node = cst.ensure_type(node.visit(_History(model.history_table)), cst.ClassDef)
    if model.table is None:
        return node
    line = _assign("db_table", model.table)
    body = _block(node.body)
    for index, each in enumerate(body.body):
        if isinstance(each, cst.ClassDef) and each.name.value == "Meta":
            changed = [*body.body[:index], _with_line(each, line), *body.body[index + 1 :]]
            return node.with_changes(body=body.with_changes(body=changed))
    at = _after_fields(body)
    before = [cst.EmptyLine(indent=False)] if at else []
    inherited = [arg for arg in node.bases if _last(arg.value) in model.meta_of and not arg.keyword]
    bases = [cst.Arg(cst.Attribute(each.value, cst.Name("Meta"))) for each in inherited[:1]]
    meta = cst.ClassDef(
        name=cst.Name("Meta"),
        bases=bases,
        body=cst.IndentedBlock(body=[line]),
        leading_lines=before,
    )
    kept = [each for each in body.body if not _is_pass(each)]
    at = min(at, len(kept))
    rest = kept[at:]
    return node.with_changes(body=body.with_changes(body=[*kept[:at], meta, *rest]))


def _last(node: cst.BaseExpression) -> str:
    match node:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            return name
    return ""


def _assign(name: str, value: str) -> cst.SimpleStatementLine:
    target = cst.AssignTarget(cst.Name(name))
    return cst.SimpleStatementLine([cst.Assign(targets=[target], value=quoted(value))])


def _block(body: cst.BaseSuite) -> cst.IndentedBlock:
    if isinstance(body, cst.IndentedBlock):
        return body
    small = cst.ensure_type(body, cst.SimpleStatementSuite).body
    return cst.IndentedBlock(
        body=[
            cst.SimpleStatementLine([each.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)])
            for each in small
        ]
    )


def _with_line(meta: cst.ClassDef, line: cst.SimpleStatementLine) -> cst.ClassDef:
    body = _block(meta.body)
    if any("db_table" in _targets(each) for each in body.body):
        return meta
    kept = [each for each in body.body if not _is_pass(each)]
    # A docstring stays first.
    at = 1 if kept and _is_text(kept[0]) else 0
    return meta.with_changes(body=body.with_changes(body=[*kept[:at], line, *kept[at:]]))


def _targets(node: cst.CSTNode) -> frozenset[str]:
    if not isinstance(node, cst.SimpleStatementLine):
        return frozenset()
    return frozenset(
        target.target.value
        for small in node.body
        if isinstance(small, cst.Assign)
        for target in small.targets
        if isinstance(target.target, cst.Name)
    )


def _is_pass(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and all(
        isinstance(each, cst.Pass) for each in node.body
    )


def _is_text(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString())]):
            return True
    return False


def _after_fields(body: cst.IndentedBlock) -> int:
    """
    Behind the last assignment that comes before any method, which is where Django's own style has Meta.
    """
    at = 0
    for index, each in enumerate(body.body):
        if isinstance(each, cst.FunctionDef):
            break
        if not _is_pass(each):
            at = index + 1
    return at


class _Spelt(cst.CSTTransformer):
    def __init__(self, order: Order) -> None:
        self.order = order

    def leave_SimpleString(
        self, original: cst.SimpleString, updated: cst.SimpleString
    ) -> cst.SimpleString:
        if PATTERN not in updated.value:
            return updated
        return updated.with_changes(value=updated.value.replace(PATTERN, self.order.old_label))

    def leave_Assign(self, original: cst.Assign, updated: cst.Assign) -> cst.Assign:
        match updated:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name("app_label"))]):
                if literal(updated.value) == self.order.old_label:
                    return updated.with_changes(value=quoted(self.order.new_label))
        return updated


class _History(cst.CSTTransformer):
    def __init__(self, table: str) -> None:
        self.table = table

    def leave_Call(self, original: cst.Call, updated: cst.Call) -> cst.Call:
        match updated.func:
            case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
                # Or a class of the project's own that inherits from it: KiwiHistoricalRecords.
                if not name.endswith("HistoricalRecords"):
                    return updated
            case _:
                return updated
        if any(arg.keyword and arg.keyword.value == "table_name" for arg in updated.args):
            return updated
        table = cst.Arg(
            keyword=cst.Name("table_name"),
            value=quoted(self.table),
            equal=cst.AssignEqual(
                whitespace_before=cst.SimpleWhitespace(""),
                whitespace_after=cst.SimpleWhitespace(""),
            ),
        )
        return updated.with_changes(args=[*updated.args, table])

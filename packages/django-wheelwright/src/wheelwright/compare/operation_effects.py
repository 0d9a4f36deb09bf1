"""
What does one operation of a new migration mean for a live database and for the code on it?
"""

import dataclasses
import re

from wheelwright.compare import field_definition
from wheelwright.compare.change import Bump, DeployClass
from wheelwright.compare.field_definition import Move
from wheelwright.compare.model_history import State
from wheelwright.surface.promises import Contract, Operation

ADDED = "migration-added"
TIGHTENS = "migration-tightens"
DESTROYS = "migration-destroys"
REWRITES = "migration-rewrites-rows"
EXTENSION = "extension-required"

CONSTRAINTS = (
    *(
        "AddConstraint",
        "AddUniqueConstraintUsingIndex",
        "AddCheckNotValid",
        "AddConstraintNotValid",
    ),
    *("AlterUniqueTogether", "AlterOrderWithRespectTo"),
)
ONLINE = (
    *("CreateModel", "AdoptOrCreateModel", "AddIndexConcurrently", "RemoveIndex", "RenameIndex"),
    *("RemoveIndexConcurrently", "RemoveConstraint", "ValidateCheck", "ValidateConstraint"),
)
UNSTORED = (
    *("AlterModelOptions", "AlterModelManagers", "AlterModelTableComment", "AlterTableComment"),
)
TIGHTER_SQL = re.compile(
    r"\bADD\s+CONSTRAINT|\bSET\s+NOT\s+NULL|\bUNIQUE\s+INDEX|\bCREATE\s+TRIGGER", re.I
)
LOSING_SQL = re.compile(r"\bDROP\s+(TABLE|COLUMN|VIEW|SCHEMA|TYPE|MATERIALIZED)|\bRENAME\b", re.I)
SAFE_SQL = re.compile(r"\bCREATE\s+(TABLE|VIEW|OR\s+REPLACE|FUNCTION)|\bINDEX\s+CONCURRENTLY", re.I)
SCHEMA_SQL = re.compile(r"\b(ALTER|CREATE|DROP)\b", re.I)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """
    What one operation asks for, and in words what it does.
    """

    code: str
    message: str
    bump: Bump
    deploy: DeployClass


def effect(
    app: str, operation: Operation, state: State, *, created: frozenset[str], old: Contract
) -> Effect:
    """
    The effect of an operation; `created` are the models that the same upgrade creates empty.
    """
    where = f"{operation.model}.{operation.field}" if operation.field else operation.model
    if not operation.database:
        return _effect(ADDED, f"{operation.name} {where} changes no table", Bump.PATCH, 0)
    if f"{app}.{operation.model}" in created and operation.name not in ("RunPython", "RunSQL"):
        return _effect(ADDED, f"{operation.name} {where} on a new table", Bump.MINOR, 1)
    match operation.name:
        case "AddField":
            return _add_field(operation, where)
        case "AlterField":
            return _alter_field(app, operation, state, where)
        case "RemoveField" | "DeleteModel":
            return _remove(app, operation, where, old)
        case "RenameField" | "RenameModel" | "AlterModelTable":
            return _effect(
                DESTROYS, f"{operation.name} {where}: the old name is gone", Bump.MAJOR, 2
            )
        case "RunPython":
            return _rows(operation, "RunPython")
        case "RunSQL":
            return _sql(operation)
        case "AddIndex" | "AlterIndexTogether":
            message = f"{operation.name} {where} stops writers while it builds"
            return _effect(ADDED, message, Bump.MINOR, 2)
    return _other(operation, where)


def _add_field(operation: Operation, where: str) -> Effect:
    field = field_definition.parse(operation.definition)
    if field.has_default or not field.is_stored:
        return _effect(ADDED, f"AddField {where}", Bump.MINOR, 1)
    message = f"AddField {where} is NOT NULL without a db_default: older code cannot insert"
    return _effect(TIGHTENS, message, Bump.MAJOR, 2)


def _alter_field(app: str, operation: Operation, state: State, where: str) -> Effect:
    before = state.field(app, operation)
    if before is None:
        return _effect(ADDED, f"AlterField {where}", Bump.MINOR, 1)
    move = field_definition.move(before, operation.definition)
    if move is Move.NOTHING:
        return _effect(ADDED, f"AlterField {where} changes no column", Bump.PATCH, 0)
    if move is Move.LOOSER:
        return _effect(ADDED, f"AlterField {where} allows more", Bump.MINOR, 1)
    if move is Move.REWRITTEN:
        message = f"AlterField {where} allows more, and rewrites the table"
        return _effect(ADDED, message, Bump.MINOR, 2)
    message = f"AlterField {where}: {before} becomes {operation.definition}"
    return _effect(TIGHTENS, message, Bump.MAJOR, 2)


def _remove(app: str, operation: Operation, where: str, old: Contract) -> Effect:
    model = next(
        (m for n, m in old.models.items() if n.lower() == f"{app}.{operation.model}"), None
    )
    in_use = model is not None and (not operation.field or operation.field in model.columns)
    message = f"{operation.name} {where}"
    if in_use:
        return _effect(DESTROYS, f"{message}, which {old.version} uses", Bump.MAJOR, 2)
    return _effect(DESTROYS, f"{message}, which {old.version} no longer uses", Bump.MINOR, 2)


def _rows(operation: Operation, name: str) -> Effect:
    if operation.writes_rows and not operation.elidable:
        return _effect(REWRITES, f"{name} rewrites rows", Bump.MINOR, 2)
    return _effect(ADDED, f"{name} changes no row", Bump.PATCH, 1)


def _sql(operation: Operation) -> Effect:
    sql = operation.sql
    if LOSING_SQL.search(sql):
        return _effect(DESTROYS, "RunSQL drops or renames", Bump.MAJOR, 2)
    if TIGHTER_SQL.search(sql):
        return _effect(TIGHTENS, "RunSQL adds a constraint", Bump.MAJOR, 2)
    if operation.writes_rows:
        return _rows(operation, "RunSQL")
    if SAFE_SQL.search(sql):
        return _effect(ADDED, "RunSQL creates", Bump.MINOR, 1)
    if SCHEMA_SQL.search(sql):
        return _effect(ADDED, "RunSQL changes the schema", Bump.MINOR, 2)
    return _effect(ADDED, "RunSQL maintains", Bump.PATCH, 1)


def _other(operation: Operation, where: str) -> Effect:
    name = operation.name
    if name in UNSTORED:
        return _effect(ADDED, f"{name} {where} changes no table", Bump.PATCH, 0)
    if name in CONSTRAINTS:
        if operation.definition in ("set()", "{}", "[]"):
            return _effect(ADDED, f"{name} {where} allows more", Bump.MINOR, 1)
        return _effect(TIGHTENS, f"{name} {where}: {operation.definition}", Bump.MAJOR, 2)
    if name.endswith("Extension") or name == "CreateCollation":
        return _effect(EXTENSION, f"{name} must be possible in the database", Bump.MAJOR, 2)
    if name in ONLINE:
        return _effect(ADDED, f"{name} {where}", Bump.MINOR, 1)
    if operation.writes_rows:
        return _rows(operation, name)
    return _effect(ADDED, f"{name} {where}, which is not known here", Bump.MINOR, 2)


def _effect(code: str, message: str, bump: Bump, deploy: int) -> Effect:
    return Effect(code=code, message=message.strip(), bump=bump, deploy=DeployClass(deploy))

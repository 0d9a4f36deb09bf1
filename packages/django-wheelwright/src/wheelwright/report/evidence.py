"""
What does a finding's evidence say, in an order that people can follow?
"""

import dataclasses

from wheelwright.report.locks import Stops, duration, sql_name, stops
from wheelwright.report.model import Cell, Finding, Json
from wheelwright.report.statements import strongest

# Told in a place of their own.
TOLD = frozenset({"columns", "sample", "output", "victim"})
TOLD |= {
    "caused_by",
    "table",
    "mode",
    "milliseconds",
    "rows",
    "projected_seconds",
    "budget_seconds",
    "tables",
}
QUERIES = {
    "old-code-breaks": "Query of the running release",
    "new-code-breaks": "Query of the new release",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """
    Rows that prove a finding, as texts.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rows(finding: Finding) -> Rows | None:
    """
    The sample of rows, if it has one.
    """
    columns, sample = finding.evidence.get("columns"), finding.evidence.get("sample")
    if not isinstance(columns, list) or not isinstance(sample, list) or not sample:
        return None
    return Rows(
        columns=tuple(str(name) for name in columns),
        rows=tuple(
            tuple("NULL" if value is None else str(value) for value in row)
            for row in sample
            if isinstance(row, list)
        ),
    )


def statement_title(finding: Finding) -> str:
    """
    Whose statement it is.
    """
    return QUERIES.get(finding.code, "Statement")


def locks(finding: Finding, cell: Cell) -> list[str]:
    """
    Whom the finding's statement made wait: as measured for this finding, else as recorded.
    """
    table, mode = finding.evidence.get("table"), finding.evidence.get("mode")
    if isinstance(table, str) and isinstance(mode, str):
        return [_measured(finding, table, mode)]
    statements = (
        statement
        for migration in cell.migrations
        if migration.label == finding.migration
        for statement in migration.statements
        if statement.sql == finding.statement
    )
    return [
        f"{sql_name(lock.mode)} on {lock.table} for {duration(lock.held_seconds)}: "
        f"{_who(lock.mode)}"
        for lock in strongest(lock for statement in statements for lock in statement.locks)
        if stops(lock.mode) is not Stops.NOBODY
    ]


def _measured(finding: Finding, table: str, mode: str) -> str:
    said = f"{sql_name(mode)} on {table}"
    if held := _number(finding, "milliseconds"):
        said += f" for {duration(held / 1000)}"
    if count := _number(finding, "rows"):
        said += f" at {count:,.0f} rows"
    if projected := _number(finding, "projected_seconds"):
        said += f", about {duration(projected)} in production"
    if budget := _number(finding, "budget_seconds"):
        said += f" (budget {duration(budget)})"
    return f"{said}: {_who(mode)}"


def _who(mode: str) -> str:
    match stops(mode):
        case Stops.EVERYBODY:
            return "nobody can read or write meanwhile."
        case Stops.WRITERS:
            return "nobody can write meanwhile."
        case Stops.NOBODY:
            return "readers and writers go on."


def victim(finding: Finding) -> str | None:
    """
    Whom PostgreSQL ended so that the others could go on.
    """
    said = finding.evidence.get("victim")
    return said if isinstance(said, str) else None


def cause(finding: Finding) -> str | None:
    """
    The statement that is behind the finding, where another one shows it.
    """
    said = finding.evidence.get("caused_by")
    return said if isinstance(said, str) and said != finding.statement else None


def output(finding: Finding) -> str | None:
    """
    What a failed test printed.
    """
    said = finding.evidence.get("output")
    return said if isinstance(said, str) and said.strip() else None


def tables(finding: Finding) -> list[str]:
    """
    The tables of a finding that is about several.
    """
    said = finding.evidence.get("tables")
    return [str(table) for table in said] if isinstance(said, list) else []


def rest(finding: Finding) -> list[tuple[str, str]]:
    """
    Names and values of what is told nowhere else.
    """
    return [
        (name.replace("_", " "), _value(value))
        for name, value in finding.evidence.items()
        if name not in TOLD and value not in (None, "", [], {})
    ]


def _value(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(each)}" for name, each in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def _number(finding: Finding, name: str) -> float | None:
    value = finding.evidence.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None

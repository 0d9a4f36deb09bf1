"""
The report as JSON, schema version 1 (report/report.schema.json).
"""

import json

from wheelwright.report.model import Cell, Finding, Json, Migration, Opinion, Report, Statement

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """
    The whole report.
    """
    return json.dumps(as_data(report), indent=2, ensure_ascii=False) + "\n"


def as_data(report: Report) -> dict[str, Json]:
    """
    The report as plain values.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "wheelwright", "version": report.tool_version},
        "rehearsed_at": report.rehearsed_at,
        "cells": [_cell(cell) for cell in report.cells],
        "notes": list(report.notes),
        "limits": list(report.limits),
    }


def _cell(cell: Cell) -> dict[str, Json]:
    return {
        "package": cell.package,
        "from": cell.old,
        "to": cell.new,
        "python": cell.python,
        "django": cell.django,
        "postgresql": cell.postgresql,
        "status": cell.status.value,
        "reason": cell.reason,
        "installed": {side: dict(wheels) for side, wheels in cell.installed.items()},
        "rows": dict(cell.rows),
        "seconds": dict(cell.seconds),
        "migrations": [_migration(migration) for migration in cell.migrations],
        "findings": [finding_data(finding) for finding in cell.findings],
        "notes": list(cell.notes),
        "second_opinion": [_opinion(opinion) for opinion in cell.opinions],
    }


def _migration(migration: Migration) -> dict[str, Json]:
    return {
        "app": migration.app,
        "name": migration.name,
        "seconds": round(migration.seconds, 4),
        "rows_changed": migration.rows_changed,
        "wal_bytes": migration.wal_bytes,
        "statements": [_statement(statement) for statement in migration.statements],
    }


def _statement(statement: Statement) -> dict[str, Json]:
    return {
        "sql": statement.sql,
        "operation": statement.operation,
        "started": round(statement.started, 4),
        "seconds": round(statement.seconds, 4),
        "rows": statement.rows,
        "scanned": dict(statement.scanned),
        "locks": [
            {"table": lock.table, "mode": lock.mode, "held_seconds": round(lock.held_seconds, 4)}
            for lock in statement.locks
        ],
        "rewrote": list(statement.rewrote),
    }


def finding_data(finding: Finding) -> dict[str, Json]:
    """
    One finding as plain values.
    """
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "message": finding.message,
        "hint": finding.hint,
        "migration": finding.migration,
        "operation": finding.operation,
        "statement": finding.statement,
        "evidence": dict(finding.evidence),
        "accepted": finding.accepted,
    }


def _opinion(opinion: Opinion) -> dict[str, Json]:
    return {
        "verdict": opinion.verdict.value,
        "rule": opinion.rule or None,
        "codes": list(opinion.codes),
        "subject": opinion.subject,
        "because": opinion.because,
        "migration": opinion.migration,
        "statement": opinion.statement,
    }

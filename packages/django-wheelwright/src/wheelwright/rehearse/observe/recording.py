"""
What the agent said while it migrated, parsed: migrations, statements, held locks, a failure.
"""

import collections
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any

from wheelwright.adapters.session import Answers
from wheelwright.rehearse.facts import server, transactions
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.interruptions import Place, When
from wheelwright.report.model import Lock, Migration, Operation, Statement

CONCURRENTLY = re.compile(r"\bCONCURRENTLY\b", re.IGNORECASE)


def failure(event: dict[str, Any] | None) -> Failure | None:
    """
    The failure an event describes, if there is one.
    """
    if event is None:
        return None
    says = event["diagnostics"]
    return Failure(
        kind=event["type"],
        message=event["message"],
        sqlstate=event["sqlstate"],
        migration=event["migration"],
        operation=event["operation"],
        statement=event["statement"] if event["sqlstate"] else "",
        schema=says["schema_name"],
        table=says["table_name"],
        column=says["column_name"],
        constraint=says["constraint_name"],
        detail=says["detail"],
        place=event.get("place", ""),
        row=event.get("row", ""),
    )


def swallowed(events: Sequence[dict[str, Any]]) -> tuple[Failure, ...]:
    """
    Statements that failed in a migration which went on; not those that were tried again with success.
    """
    ended = failure(next((e for e in events if e["event"] == "failure"), None))
    refused = [e for e in events if e["event"] == "refused"]
    tried = collections.Counter(
        (e["migration"], e["sql"]) for e in events if e["event"] == "statement"
    )
    failed = collections.Counter((e["migration"], e["sql"]) for e in refused)
    found = (
        failure({**event, "statement": event["sql"]})
        for event in refused
        if tried[event["migration"], event["sql"]] <= failed[event["migration"], event["sql"]]
    )
    return tuple(
        one
        for one in found
        if one
        and not (ended and one.migration == ended.migration)
        and not server.lacks(one.message)
    )


def ended_badly(answers: Answers) -> Failure | None:
    """
    Why a command that was not only asked did not do its work, whichever way it ended.
    """
    said = failure(answers.first("failure"))
    if said or not (answers.hung or answers.status):
        return said
    error = answers.first("error")
    last = next((e for e in reversed(answers.events) if "migration" in e), {})
    how = "it was not over in time" if answers.hung else f"it ended with status {answers.status}"
    return Failure(
        kind=error["type"] if error else "Ended",
        message=error["message"] if error else how,
        sqlstate=None,
        migration=last.get("migration", ""),
        operation=last.get("operation", ""),
        statement="",
        schema=None,
        table=None,
        column=None,
        constraint=None,
        detail=None,
    )


def migrations(events: list[dict[str, Any]]) -> tuple[Migration, ...]:
    """
    The migrations in the order they ran, each with its statements.
    """
    ends = {e["transaction"]: e["at"] for e in events if e["event"] == "end of transaction"}
    headers = [e for e in events if e["event"] == "migration"]
    applied = [e for e in events if e["event"] == "applied"]
    partitions: dict[str, str] = next((e["of"] for e in events if e["event"] == "partitions"), {})
    return tuple(
        Migration(
            app=header["app"],
            name=header["name"],
            atomic=header["atomic"],
            seconds=done["seconds"],
            wal_bytes=max(done["wal_bytes"], 0),
            operations=tuple(Operation(**o) for o in header["operations"]),
            statements=_statements(events, header, ends, partitions),
        )
        for header, done in zip(headers, applied, strict=False)
    )


def places(events: list[dict[str, Any]]) -> tuple[Place, ...]:
    """
    Where a kill leaves a state of its own, and before each statement that says CONCURRENTLY.

    In an atomic migration a kill rolls everything back, so its statements are only EXECUTED.
    """
    atomic = {f"{e['app']}.{e['name']}": e["atomic"] for e in events if e["event"] == "migration"}
    found: list[Place] = []
    last: dict[str, Any] = {"number": 0}
    for event in events:
        match event["event"]:
            case "statement":
                last = event
                if CONCURRENTLY.search(event["sql"]):
                    found.append(_place(event, When.ABOUT_TO_RUN))
                if atomic[event["migration"]]:
                    found.append(_place(event, When.EXECUTED))
            case "end of transaction" if event["committed"] and event["number"]:
                label = event["migration"]
                new = last["number"] == event["number"] and last.get("migration") == label
                if new and not atomic[label]:
                    found.append(_place(last, When.COMMITTED))
                    last = {"number": 0}
            case "recorded":
                found.append(Place(migration=event["migration"], number=0, when=When.RECORDED))
    return tuple(found)


def _place(statement: dict[str, Any], when: When) -> Place:
    return Place(
        migration=statement["migration"],
        number=statement["number"],
        when=when,
        operation=statement["operation"],
        sql=statement["sql"],
    )


def _statements(
    events: Iterable[dict[str, Any]],
    header: dict[str, Any],
    ends: dict[int, float],
    partitions: dict[str, str],
) -> tuple[Statement, ...]:
    migration = f"{header['app']}.{header['name']}"
    mine = (e for e in events if e["event"] == "statement" and e["migration"] == migration)
    rounds = itertools.groupby(mine, lambda e: (e["transaction"], e["operation"], e["sql"]))
    found = [_statement(list(group), ends, header["at"], partitions) for _, group in rounds]
    for event in events:
        if event["event"] == "written":
            _add_hidden(found, event["transaction"], event["rows"])
    return tuple(found)


def _add_hidden(found: list[Statement], transaction: int, rows: dict[str, int]) -> None:
    """
    Rows that the server counted and no statement names go to the largest: it has a trigger.
    """
    plain = [s for s in found if s.transaction == transaction and s.rows]
    if not plain:
        return
    named = transactions.written(plain)
    hidden = {table: count - named.get(table, 0) for table, count in rows.items()}
    hidden = {table: count for table, count in hidden.items() if count > 0}
    largest = max(reversed(plain), key=lambda statement: statement.rows)
    written = transactions.added(largest.written, hidden)
    found[found.index(largest)] = dataclasses.replace(
        largest, written=written, rows=max(largest.rows, sum(written.values()))
    )


def _statement(
    rounds: list[dict[str, Any]],
    ends: dict[int, float],
    began: float,
    partitions: dict[str, str],
) -> Statement:
    """
    One statement, or the rounds of a loop that sent the same one again and again.
    """
    first = rounds[0]
    end = ends.get(first["transaction"], rounds[-1]["ended"])
    held = max(end - first["started"], 0.0)
    return Statement(
        sql=first["sql"],
        operation=first["operation"],
        seconds=sum(e["ended"] - e["started"] for e in rounds),
        rows=sum(e["rows"] for e in rounds),
        transaction=first["transaction"],
        locks=tuple(
            Lock(table=table, mode=mode, held_seconds=seen[0] if seen else held)
            for e in rounds
            for table, mode, *seen in e["locks"]
        ),
        rewrote=tuple(table for e in rounds for table in e["rewrote"]),
        scanned=first["scanned"],
        written=functools.reduce(transactions.added, (_written(e, partitions) for e in rounds), {}),
        started=max(first["started"] - began, 0.0),
    )


def _written(event: dict[str, Any], partitions: dict[str, str]) -> dict[str, int]:
    if event["written"] is not None:  # the server has counted
        return dict(event["written"])
    table = transactions.written_table(event["sql"])
    return {partitions.get(table, table): event["rows"]} if table and event["rows"] else {}

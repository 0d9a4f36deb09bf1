"""
Stage: the candidate's migrations on the old release's rows, every statement watched.
"""

import dataclasses

from wheelwright.adapters import sql
from wheelwright.errors import CellBroken
from wheelwright.rehearse.facts import server
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.observe import catalogue, offending_rows, recording
from wheelwright.rehearse.workspace import Workspace

# PostgreSQL, error codes: no connection, no resources, operator intervention, system error, internal.
OF_THE_SERVER = ("08", "53", "57P", "58", "XX")


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Migrate a clone of the baseline; it stays for the stages that follow.
    """
    if facts.graph:
        return facts
    database = workspace.create(template=facts.baseline_database)
    if workspace.order.contracts_only:
        return _plainly(workspace, facts, database)
    with workspace.databases.open(database) as connection:
        rows = sql.count_rows(connection)
        before = catalogue.read(connection)
        behind_before = sql.sequences_behind(connection)
    answers = workspace.new.ask("migrate", database=database)
    failure = _verdict(recording.failure(answers.first("failure")))
    with workspace.databases.open(database) as connection:
        after = catalogue.read(connection)
        behind = sql.sequences_behind(connection)
        sample = offending_rows.find(connection, failure) if failure else None
    return dataclasses.replace(
        facts,
        upgraded_database="" if failure else database,
        upgrade=Upgrade(
            migrations=recording.migrations(answers.events),
            failure=failure,
            before=before,
            after=after,
            rows_before=rows,
            places=recording.places(answers.events),
            offending=sample,
            swallowed=recording.swallowed(answers.events),
            sequences_behind=behind,
            behind_before=frozenset((table, column) for table, column, *_ in behind_before),
        ),
    )


def _plainly(workspace: Workspace, facts: Facts, database: str) -> Facts:
    """
    Migrate, and ask nothing but whether it went well.
    """
    answers = workspace.new.ask("migrate", database=database)
    failure = _verdict(recording.failure(answers.first("failure")))
    return dataclasses.replace(
        facts,
        upgraded_database="" if failure else database,
        upgrade=Upgrade(
            migrations=recording.migrations(answers.events),
            failure=failure,
            before=frozenset(),
            after=frozenset(),
            rows_before={},
        ),
    )


def _verdict(failure: Failure | None) -> Failure | None:
    """
    A failure of the migrations; not one of the server, whose disk or memory is no fault of theirs.

    Raises:
        CellBroken: if the server could not go on.
    """
    if failure and failure.sqlstate and server.lacks(failure.message):
        raise CellBroken(
            f"This server lacks what {failure.migration} asks for: "
            f"{failure.message.strip().splitlines()[0].rstrip('.')} (SQLSTATE {failure.sqlstate}). "
            "That says nothing about the release.",
            server.WAY_OUT,
        )
    if failure and (failure.sqlstate or "").startswith(OF_THE_SERVER):
        raise CellBroken(
            f"The server gave up in {failure.migration}: {failure.message.strip().rstrip('.')} "
            f"(SQLSTATE {failure.sqlstate}).",
            "Give it more room (--postgres names another server) or fewer --rows.",
        )
    return failure

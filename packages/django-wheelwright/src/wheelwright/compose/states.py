"""
What does a set of wheels make of a database, and is the state it leaves a sound one?
"""

import dataclasses
import pathlib

from wheelwright.adapters.session import Refused
from wheelwright.compose import findings
from wheelwright.compose.sets import Side, names
from wheelwright.errors import CellBroken
from wheelwright.rehearse.facts import schema
from wheelwright.rehearse.facts.contract_tests import ContractTest
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.schema import Difference
from wheelwright.rehearse.observe import catalogue, recording
from wheelwright.rehearse.stages import contracts
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Finding, Migration


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """
    What was found on the way to a state; a failure says that the way ends here.
    """

    found: tuple[Finding, ...] = ()
    failure: Failure | None = None
    refused: bool = False
    migrations: tuple[Migration, ...] = ()

    @property
    def reached(self) -> bool:
        return self.failure is None and not self.refused


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What was found for one question, and in plain sentences what it rests on.
    """

    found: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    migrations: tuple[Migration, ...] = ()
    side: Side | None = None


def baseline(workspace: Workspace, side: Side) -> tuple[str, tuple[str, ...]]:
    """
    A database of these wheels with the rows that their own seeds make, and what gave none.

    Raises:
        CellBroken: if these wheels do not even migrate from nothing.
    """
    database = workspace.create()
    with workspace.timed("baseline"):
        try:
            side.worker.ask("migrate", database=database, watch=False)
        except Refused as refusal:
            raise CellBroken(
                f"{names(side.wheels)} do not migrate from nothing: {refusal}.",
                "Begin with releases that install.",
                refusal.trace,
            ) from refusal
        database, notes = _seed(workspace, side, database)
        if workspace.order.rows:
            side.worker.ask(
                "rows", database=database, count=workspace.order.rows, modules=list(side.modules)
            )
        elif not side.seeds and not _fixture(workspace):
            notes = (*notes, "No wheel ships a seed: only schemas were compared (--rows).")
        with workspace.databases.open(database) as connection:
            connection.execute("ANALYZE")
    return database, notes


def _fixture(workspace: Workspace) -> pathlib.Path | None:
    fixture = workspace.order.host / "seed.json" if workspace.order.host else None
    return fixture.resolve() if fixture and fixture.is_file() else None


def _seed(workspace: Workspace, side: Side, database: str) -> tuple[str, tuple[str, ...]]:
    """
    The seeded database, and what could not be loaded; a host's own rows come last, or alone.
    """
    shipped = [{"module": module} for module in side.seeds]
    fixture = _fixture(workspace)
    if fixture is None:
        return database, _load(workspace, side, database, shipped)
    own = {"path": str(fixture)}
    attempt = workspace.create(template=database)
    failed = _load(workspace, side, attempt, [*shipped, own])
    if not failed:
        return attempt, ()
    alone = _load(workspace, side, database, [own])
    return database, (f"Only {fixture.name} was loaded, alone. {failed[0]}", *alone)


def _load(
    workspace: Workspace, side: Side, database: str, tasks: list[dict[str, str]]
) -> tuple[str, ...]:
    failed = []
    for task in tasks:
        try:
            side.worker.ask("seed", database=database, **task)
        except Refused as refusal:
            name = task.get("module") or pathlib.Path(task["path"]).name
            failed.append(f"The seed of {name} does not load on {names(side.wheels)}: {refusal}.")
    return tuple(failed)


def advance(workspace: Workspace, side: Side, database: str, where: str) -> State:
    """
    Migrate a database with these wheels.
    """
    with workspace.timed("graph"):
        try:
            answers = side.worker.ask("graph", database=database)
        except Refused as refusal:
            return State(found=(findings.loading(refusal, where),), refused=True)
    problems = tuple(
        findings.graph(p["kind"], p["subject"], p["message"], where)
        for p in answers.named("problem")
    )
    if problems:
        return State(found=problems, refused=True)
    with workspace.timed("migrate"):
        answers = side.worker.ask("migrate", database=database)
    migrations = recording.migrations(answers.events)
    failure = recording.failure(answers.first("failure"))
    if failure:
        found = (findings.migrating(failure, where),)
        return State(found=found, failure=failure, migrations=migrations)
    return State(found=check(workspace, side, where), migrations=migrations)


def check(workspace: Workspace, side: Side, where: str) -> tuple[Finding, ...]:
    """
    The errors of the system checks.
    """
    with workspace.timed("check"):
        answers = side.worker.ask("system checks")
    return tuple(
        findings.checking(p["id"] or "check", p["message"], p["hint"], where)
        for p in answers.named("problem")
    )


def broken_promises(workspace: Workspace, side: Side, database: str) -> tuple[ContractTest, ...]:
    """
    The host's contract tests that fail in this state, if there are any tests.
    """
    folder = contracts.folder_of(workspace.order)
    if folder is None:
        return ()
    with workspace.timed("contracts"):
        tests = contracts.run_tests(workspace, side.worker, folder, database)
    return tuple(test for test in tests if test.failed)


def schemas(workspace: Workspace, left: str, right: str) -> tuple[Difference, ...]:
    """
    What differs between the schemas of two databases.
    """
    with (
        workspace.timed("compare"),
        workspace.databases.open(left) as one,
        workspace.databases.open(right) as other,
    ):
        return schema.compare(catalogue.read(one), catalogue.read(other))

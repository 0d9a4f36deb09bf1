"""
Stage: the host's contract tests with old code on old, new on new and old on the new schema.
"""

import dataclasses
import pathlib
from typing import Any

from wheelwright.adapters import cache
from wheelwright.adapters.session import Answers
from wheelwright.adapters.worker import Worker
from wheelwright.errors import CellBroken
from wheelwright.rehearse import cache_keys
from wheelwright.rehearse.facts.contract_tests import Contracts, ContractTest
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Json

NO_TESTS = 5  # pytest's exit status when it collected nothing


def before(workspace: Workspace, facts: Facts) -> Facts:
    """
    The old code on its own schema, and the transactions it ran; that the same tests pass on the
    same baseline is remembered.

    Raises:
        CellBroken: if they already fail before the upgrade, or there are none.
    """
    folder = folder_of(workspace.order)
    if folder is None or workspace.order.contracts_only:
        return facts
    key = cache.digest("contracts", facts.baseline_digest, cache_keys.of_folder(folder))
    path = workspace.order.cache / "contracts" / f"{key}.json"
    kept: Any = cache.peek(path)
    if not isinstance(kept, dict):
        kept = _tried(workspace, facts, folder)
        cache.write(path, kept)
    passed = tuple(
        ContractTest(id=str(test), outcome="passed", message="", text="") for test in kept["tests"]
    )
    return dataclasses.replace(
        facts,
        contracts=Contracts(old_on_old=passed),
        scenarios=tuple(tuple(map(str, sent)) for sent in kept["scenarios"]),
    )


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    After the upgrade, on clones, so that no run sees what another one wrote.

    Raises:
        CellBroken: if there are none.
    """
    folder = folder_of(workspace.order)
    if folder is None or not facts.upgraded_database:
        return facts
    return dataclasses.replace(
        facts,
        contracts=Contracts(
            old_on_old=facts.contracts.old_on_old,
            new_on_new=run_tests(workspace, workspace.new, folder, facts.upgraded_database),
            old_on_new=None
            if workspace.order.contracts_only
            else run_tests(workspace, workspace.old, folder, facts.upgraded_database),
        ),
    )


def _tried(workspace: Workspace, facts: Facts, folder: pathlib.Path) -> dict[str, Json]:
    answers = _asked(workspace, workspace.old, folder, facts.baseline_database, listens=True)
    tests = _outcomes(answers)
    failed = [test for test in tests if test.failed]
    if failed:
        raise CellBroken(
            "The contract tests fail before the upgrade, so they cannot judge it: "
            f"{failed[0].id} ({failed[0].message}).",
            "Make them pass with the old release on its own schema.",
            failed[0].text,
        )
    scenarios = [event["sent"] for event in answers.named("scenario")]
    return {"tests": [test.id for test in tests], "scenarios": scenarios}


def folder_of(order: Order) -> pathlib.Path | None:
    """
    Where the contract tests are, if there are any.
    """
    if order.contracts:
        return order.contracts.resolve()
    if order.host and (order.host / "tests" / "contracts").is_dir():
        return (order.host / "tests" / "contracts").resolve()
    return None


def run_tests(
    workspace: Workspace, worker: Worker, folder: pathlib.Path, database: str
) -> tuple[ContractTest, ...]:
    """
    Run them with one worker's code on a copy of a database.

    Raises:
        CellBroken: if there is no test, or pytest cannot run.
    """
    return _outcomes(_asked(workspace, worker, folder, database, listens=False))


def _asked(
    workspace: Workspace, worker: Worker, folder: pathlib.Path, database: str, *, listens: bool
) -> Answers:
    with workspace.clone(database) as copy:
        bytecode = workspace.order.cache / "bytecode"
        answers = worker.ask(
            "contracts",
            database=copy,
            folder=str(folder),
            bytecode=str(bytecode.resolve()),
            scratch=str(workspace.scratch / f"pytest-{copy}"),
            listens=listens,
        )
    ended = answers.first("tests")
    if ended and ended["status"] == NO_TESTS:
        raise CellBroken(f"{folder} holds no test.", "Name a folder with test_*.py files.")
    if ended and ended["status"] > 1 and not answers.named("test"):
        raise CellBroken("pytest could not run the contract tests.", "It said:", worker.tail())
    return answers


def _outcomes(answers: Answers) -> tuple[ContractTest, ...]:
    return tuple(
        ContractTest(id=t["id"], outcome=t["outcome"], message=t["message"], text=t["text"])
        for t in answers.named("test")
    )

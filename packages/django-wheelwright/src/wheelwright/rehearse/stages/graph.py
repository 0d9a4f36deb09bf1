"""
Stage: what the candidate's migrations say about themselves, before any of them runs.
"""

import dataclasses

from wheelwright.adapters.session import Answers, Refused
from wheelwright.errors import CellBroken
from wheelwright.rehearse.facts.graph import GraphProblem, MissingOperation
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Load the graph on the old release's database, and ask what makemigrations would write.
    """
    new = facts.new
    assert new is not None
    if workspace.order.contracts_only:
        return facts  # migrate itself refuses what this would explain
    with workspace.clone(facts.baseline_database) as database:
        try:
            answers = workspace.new.ask("graph", database=database)
        except Refused as refusal:
            raise CellBroken(
                f"The migrations of {workspace.order.package} {new.version} do not load: {refusal}.",
                "Import them on their own to see why.",
                refusal.trace,
            ) from refusal
    problems = tuple(
        GraphProblem(kind=p["kind"], subject=p["subject"], message=p["message"])
        for p in answers.named("problem")
    )
    todo = answers.first("todo")
    facts = dataclasses.replace(
        facts, graph=problems, todo=tuple(todo["migrations"]) if todo else ()
    )
    if problems:
        return facts
    missing = workspace.new.ask("missing", modules=list(new.installed.modules))
    return dataclasses.replace(
        facts,
        missing=operations(missing),
    )


def operations(missing: Answers, *, own_user: bool = False) -> tuple[MissingOperation, ...]:
    """
    What makemigrations would write, as the agent says it.
    """
    return tuple(
        MissingOperation(
            app=m["app"],
            operation=m["operation"],
            describe=m["describe"],
            model=m["model"],
            own_user=own_user,
            auto_field=m.get("auto_field") or "",
        )
        for m in missing.named("operation")
    )

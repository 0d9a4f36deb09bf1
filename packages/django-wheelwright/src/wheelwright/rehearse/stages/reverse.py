"""
Stage: back to the old schema with the candidate's own reverse, and forward again.
"""

import dataclasses

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.reverse import Reverse
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.observe import losses, recording
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Try it on a clone of the upgraded database; an irreversible operation leaves nothing to try.
    """
    upgrade = facts.upgrade
    if not facts.upgraded_database or upgrade is None or not upgrade.migrations:
        return facts
    if not all(o.reversible for migration in upgrade.migrations for o in migration.operations):
        return facts
    with workspace.clone(facts.upgraded_database) as database:
        back = workspace.new.ask(
            "unmigrate", database=database, migrations=[m.label for m in upgrade.migrations]
        )
        failure = recording.failure(back.first("failure"))
        if failure or back.first("irreversible"):
            told = bool(failure) and _fails_without_rows(workspace, upgrade)
            return dataclasses.replace(
                facts, reverse=Reverse(failure=failure, again=None, fails_without_rows=told)
            )
        with workspace.new.session() as session:
            again = session.converse("migrate", database=database, within=upgrade.patience)
        second = recording.ended_badly(again)
        if second:
            return dataclasses.replace(facts, reverse=Reverse(failure=None, again=second))
        with (
            workspace.clone(facts.baseline_database) as old,
            workspace.clone(facts.upgraded_database) as new,
            workspace.databases.open(old) as baseline,
            workspace.databases.open(new) as once,
            workspace.databases.open(database) as twice,
        ):
            lost = losses.not_restored(baseline, once, twice)
    return dataclasses.replace(facts, reverse=Reverse(failure=None, again=None, lost=lost))


def _fails_without_rows(workspace: Workspace, upgrade: Upgrade) -> bool:
    """
    Does the reverse raise where no row can be the reason?
    """
    with workspace.clone(None) as database:
        workspace.old.ask("migrate", database=database, watch=False)
        workspace.new.ask("migrate", database=database)
        back = workspace.new.ask(
            "unmigrate", database=database, migrations=[m.label for m in upgrade.migrations]
        )
    return back.first("failure") is not None

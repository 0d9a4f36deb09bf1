"""
Stage: every row and value before and after, and who may still do what.
"""

import dataclasses

from wheelwright.adapters.worker import Worker
from wheelwright.rehearse.facts.access import Access
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.observe import losses, privileges
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Compare the baseline with the upgraded database.
    """
    if not facts.upgraded_database:
        return facts
    with (
        workspace.clone(facts.baseline_database) as old,
        workspace.clone(facts.upgraded_database) as new,
    ):
        with workspace.databases.open(old) as before, workspace.databases.open(new) as after:
            kept = losses.compare(before, after, unread=_unread(facts))
            rights = {
                Access(kind="privilege", name=f"{what} for {role}", table=table, count=1)
                for table, role, what in privileges.lost(before, after)
            }
        return dataclasses.replace(
            facts,
            conservation=kept,
            access_on_old=_access(workspace.old, old),
            access_on_new=_access(workspace.new, new) | rights,
        )


def _unread(facts: Facts) -> frozenset[str]:
    """
    The tables that models of the old release read, and none of the candidate.
    """
    if facts.old is None or facts.new is None or not facts.new.tables:
        return frozenset()
    return facts.old.tables - facts.new.tables


def _access(worker: Worker, database: str) -> frozenset[Access]:
    answers = worker.ask("access", database=database)
    grants = {
        Access(kind="grant", name=e["name"], table="", count=e["holders"])
        for e in answers.named("grant")
    }
    types = {
        Access(kind="content type", name=e["name"], table=e["table"], count=e["rows"])
        for e in answers.named("content type")
    }
    dangling = {
        Access(kind="generic relation", name=e["name"], table=e["table"], count=e["rows"])
        for e in answers.named("dangling")
    }
    return frozenset(grants | types | dangling)

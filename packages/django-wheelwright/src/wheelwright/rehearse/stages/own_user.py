"""
Stage: what makemigrations would write on a host whose user model is its own.
"""

import dataclasses

from wheelwright.adapters import own_users
from wheelwright.adapters.session import Refused
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.stages import graph
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Nothing is asked of a package that has nothing to do with users, and of a given host.
    """
    if own_users.SIDE not in workspace.starts or facts.graph or facts.new is None:
        return facts
    try:
        said = workspace.worker(own_users.SIDE).ask(
            "missing", modules=list(facts.new.installed.modules)
        )
    except Refused:
        return facts  # it cannot be installed there at all, which nobody has asked
    known = {(m.app, m.operation, m.describe) for m in facts.missing}
    return dataclasses.replace(
        facts,
        missing_elsewhere=tuple(
            m
            for m in graph.operations(said, own_user=True)
            if (m.app, m.operation, m.describe) not in known
        ),
    )

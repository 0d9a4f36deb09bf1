"""
Stage: the candidate's models, really running, on the schema of the old release.
"""

import dataclasses

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import NewCode, Probe
from wheelwright.rehearse.observe import probing
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    What does not work there is tried where it should: after its migrations, or by the old code.
    """
    if not facts.upgraded_database:
        return facts
    assert facts.old is not None
    assert facts.new is not None
    with workspace.clone(facts.baseline_database) as database:
        probes = probing.probe(workspace.new, facts.new, database)
        controls: tuple[Probe, ...] = ()
        if any(probe.message for probe in probes) and not facts.todo:
            controls = probing.probe(workspace.old, facts.old, database)
    if any(probe.message for probe in probes) and facts.todo:
        with workspace.clone(facts.upgraded_database) as database:
            controls = probing.probe(workspace.new, facts.new, database)
    new_code = NewCode(claim=_claim(workspace, facts), probes=probes, controls=controls)
    return dataclasses.replace(facts, new_code=new_code)


def _claim(workspace: Workspace, facts: Facts) -> str:
    assert facts.new is not None
    if not facts.todo:
        return "it has no migration to run"
    if workspace.order.code_first:
        return "[tool.wheelwright] names it under code-first"
    if facts.new.installed.code_first:
        return "its contract/deploy.json says code_first"
    return ""

"""
Stage: the old release's models, really running, on its own schema and on the new one.
"""

import dataclasses

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.observe import probing
from wheelwright.rehearse.workspace import Bench


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Read, insert, update and delete through every old model; nothing is kept.
    """
    if not facts.upgraded_database:
        return facts
    assert facts.old is not None
    with bench.clone(facts.baseline_database) as copy:
        before = probing.probe(bench.old, facts.old, copy)
    with bench.clone(facts.upgraded_database) as copy:
        after = probing.probe(bench.old, facts.old, copy)
    return dataclasses.replace(facts, probes_on_old=before, probes_on_new=after)

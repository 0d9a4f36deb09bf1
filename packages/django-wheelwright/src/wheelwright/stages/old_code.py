"""
Stage: the old release's models, really running, on its own schema and on the new one.
"""

import dataclasses

from wheelwright.bench import Bench
from wheelwright.facts import Facts, Probe


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Read, insert, update and delete through every old model; nothing is kept.
    """
    if not facts.upgraded_database:
        return facts
    with bench.clone(facts.baseline_database) as copy:
        before = _probe(bench, facts, copy)
    with bench.clone(facts.upgraded_database) as copy:
        after = _probe(bench, facts, copy)
    return dataclasses.replace(facts, probes_on_old=before, probes_on_new=after)


def _probe(bench: Bench, facts: Facts, database: str) -> tuple[Probe, ...]:
    assert facts.old is not None
    answers = bench.old.ask("probe", database=database, modules=list(facts.old.installed.modules))
    return tuple(
        Probe(
            model=p["model"],
            table=p["table"],
            action=p["action"],
            message=p["message"],
            sqlstate=p["sqlstate"],
            statement=p.get("statement", ""),
            unusable=p.get("unusable", False),
            constraint=p.get("constraint"),
            invented=p.get("invented", False),
        )
        for p in answers.named("probe")
    )

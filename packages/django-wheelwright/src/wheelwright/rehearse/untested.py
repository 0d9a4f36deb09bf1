"""
What did this cell not test? A rehearsal that tested nothing must say so.
"""

import re

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.order import Order

TIGHTENS = re.compile(
    r"\bSET NOT NULL|\bADD CONSTRAINT .*\b(?:UNIQUE|CHECK|EXCLUDE)\b|\bCREATE UNIQUE INDEX\b",
    re.IGNORECASE | re.DOTALL,
)


def notes(order: Order, facts: Facts) -> tuple[str, ...]:
    """
    Plain sentences about what is missing from this cell's evidence.
    """
    return tuple(sentence for sentence in _sentences(order, facts) if sentence)


def _only_invented(facts: Facts) -> list[str]:
    """
    A sentence for each migration that asks more of rows than before, and met only made-up ones.
    """
    migrations = facts.upgrade.migrations if facts.upgrade else ()
    tightening = [m.label for m in migrations if any(TIGHTENS.search(s.sql) for s in m.statements)]
    return [
        f"{label} asks more of the rows than the release before, and only made-up rows have met it: "
        "wheelwright preflight asks the live ones."
        for label in tightening
    ]


def _sentences(order: Order, facts: Facts) -> list[str]:
    says = []
    ran = facts.upgrade is not None and bool(facts.upgrade.migrations)
    if order.contracts_only:
        says.append("Only the contract tests were run; nothing else was looked for.")
    if facts.old and facts.new and facts.old.code == facts.new.code:
        says.append("Old and new install the same code: this cell compares a release with itself.")
    if not facts.seeded_rows:
        says.append(
            "No rows were seeded: nothing that depends on data was tested (--seed, --rows)."
        )
    if facts.upgrade and not facts.upgrade.migrations and not facts.upgrade.failure:
        says.append("The candidate has no migration to run on this database.")
    if facts.contracts.old_on_old is None and not order.contracts_only:
        says.append("No contract tests were given: only generated probes tried the old code.")
    if facts.workload and facts.workload.failure:
        says.append(
            "Under load the migrations ended early, so who waits after that is not known: "
            f"{facts.workload.failure.message.splitlines()[0].rstrip('.')}."
        )
    if order.rows and not facts.seeded_by:
        says += _only_invented(facts)
    kills = facts.interruptions
    if kills and not kills.troubles and kills.killed < kills.places:
        says.append(f"Killed and run again at {kills.killed} of {kills.places} places.")
    if order.profile is not None and ran and facts.growth is None and not order.contracts_only:
        says.append(
            "How time grows was not measured on two row counts (--rows): predictions are "
            "proportional to the profile's rows."
        )
    says += [f"{table} could not be filled: {reason}." for table, reason in facts.unfilled]
    says += [f"{seed.rstrip('.')}." for seed in facts.seeds_left_out]
    if ran and facts.second_opinion is None and not order.contracts_only:
        says.append("squawk is not installed, so there is no second opinion (extra `lint`).")
    if facts.second_opinion and facts.second_opinion.unread:
        says.append(
            f"{facts.second_opinion.tool} could not read {facts.second_opinion.unread} of the "
            "statements, and says nothing about them."
        )
    hopeless = sorted(f"{p.action} {p.model}" for p in facts.probes_on_old if p.message)
    if hopeless:
        says.append(
            f"These probes say nothing, as they fail on the old schema, too: {', '.join(hopeless)}."
        )
    return says

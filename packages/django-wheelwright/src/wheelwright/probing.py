"""
What do the generated probes of one side say about a database, and what of it is proof?
"""

from collections.abc import Collection, Iterable

from wheelwright.adapters.worker import Worker
from wheelwright.facts import Identity, Probe

COLLISIONS = ("23505", "23P01")  # unique and exclusion constraints
CHECK = "23514"


def probe(worker: Worker, side: Identity, database: str) -> tuple[Probe, ...]:
    """
    Read, insert, update and delete through every model of a side; nothing is kept.
    """
    answers = worker.ask("probe", database=database, modules=list(side.installed.modules))
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
            sent=tuple(p["sent"]),
        )
        for p in answers.named("probe")
    )


def is_proof(probe: Probe, waived: Collection[str] = ()) -> bool:
    """
    Does the refusal come from the code, rather than from the values that the probe chose?

    A copied or invented row collides by itself, and one older than a NOT VALID rule (the `waived`
    constraints) may break it.
    """
    if not probe.message or probe.unusable:
        return False
    if probe.sqlstate in COLLISIONS:
        return probe.action != "insert"
    if probe.sqlstate == CHECK:
        return not probe.invented and probe.constraint not in waived
    return True


def grouped(probes: Iterable[Probe]) -> dict[tuple[str, str], list[Probe]]:
    """
    Probes of the same model that failed for the same reason, by model and reason.
    """
    groups: dict[tuple[str, str], list[Probe]] = {}
    for one in probes:
        groups.setdefault((one.model, one.message.splitlines()[0].rstrip(".")), []).append(one)
    return groups

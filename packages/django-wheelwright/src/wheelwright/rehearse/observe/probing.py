"""
What do the generated probes of one side say about a database, and what of it is proof?
"""

from wheelwright.adapters.session import Answers
from wheelwright.adapters.worker import Worker
from wheelwright.rehearse.facts.identity import Identity
from wheelwright.rehearse.facts.probes import Probe


def probe(worker: Worker, side: Identity, database: str) -> tuple[Probe, ...]:
    """
    Read, insert, update and delete through every model of a side; nothing is kept.
    """
    return read(worker.ask("probe", database=database, modules=list(side.installed.modules)))


def read(answers: Answers) -> tuple[Probe, ...]:
    """
    What the agent says of its probes.
    """
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

"""
What the generated probes of one side said about a database, and what of it is proof.
"""

import dataclasses
from collections.abc import Collection, Iterable

COLLISIONS = ("23505", "23P01")  # unique and exclusion constraints


CHECK = "23514"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """
    One attempt of a side's code: its error is empty if the server did not refuse.
    """

    model: str
    table: str
    action: str
    message: str
    sqlstate: str | None
    statement: str
    unusable: bool
    constraint: str | None = None
    invented: bool = False
    sent: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """
    The candidate's code on the old schema: why it should work there (empty: nobody says so), what
    it tried, and the same probes where they should work.
    """

    claim: str
    probes: tuple[Probe, ...]
    controls: tuple[Probe, ...]


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

"""
Two folders, the code before a step and the code after it: is it only a step, and can it be taken back?
"""

import dataclasses
import pathlib
from collections.abc import Callable

from wheelwright.adapters import servers
from wheelwright.extract.project import Project
from wheelwright.extract.prove import answers, baseline, inventory, picture, steps
from wheelwright.extract.prove.baseline import Wanted
from wheelwright.extract.prove.facts import Answers, Inventory, Proof
from wheelwright.extract.prove.ground import Ground, Side, ground
from wheelwright.extract.values import Moved
from wheelwright.rehearse.facts import schema
from wheelwright.rehearse.facts.probes import Probe
from wheelwright.rehearse.observe import catalogue, losses, probing
from wheelwright.rehearse.stages import graph

type Tell = Callable[[str], None]


def prove(
    before: Project,
    after: Project,
    *,
    moved: tuple[Moved, ...] = (),
    wanted: Wanted | None = None,
    lock_budget: float = 0.05,
    postgres: str | None = None,
    cache: pathlib.Path | None = None,
    timeout: float = 1800.0,
    tell: Tell = lambda _: None,
) -> Proof:
    """
    Rehearse the step from one folder to the other on a PostgreSQL of our own. Which models `moved` is
    read from the two if nobody says it.

    Raises:
        ProjectDoesNotStart: if one of them cannot be loaded, or does not do what it is asked.
        NoServer: if there is no PostgreSQL.
    """
    with (
        servers.server(postgres, cache=cache) as databases,
        ground(databases, before, after, timeout=timeout) as place,
    ):
        proof = _prove(place, moved, wanted or Wanted(), tell)
    return dataclasses.replace(proof, lock_budget=lock_budget)


def _prove(place: Ground, moved: tuple[Moved, ...], wanted: Wanted, tell: Tell) -> Proof:
    tell("loading both")
    with place.timed("loading"):
        was, now = inventory.read(place.before), inventory.read(place.after)
        missing = graph.operations(place.after.ask("extract missing"))
    moved = moved or inventory.moved(was, now)
    tell("the database before")
    base = baseline.make(place, was, moved, wanted)
    start = picture.take(place.databases, base.database)
    tell("forward")
    upgraded = place.databases.create(template=base.database)
    with place.timed("forward"):
        ran = steps.forward(place, upgraded)
    proof = Proof(
        before=was,
        after=now,
        moved=moved,
        postgresql=place.databases.version,
        forward=ran,
        picture_before=start,
        missing=missing,
        notes=base.notes,
        seconds=place.seconds,
    )
    if ran.failure:
        return proof
    proof = _after(place, proof, base.database, upgraded, wanted, tell)
    return dataclasses.replace(proof, seconds=dict(place.seconds))


def _after(
    place: Ground, proof: Proof, base: str, upgraded: str, wanted: Wanted, tell: Tell
) -> Proof:
    tell("before and after")
    end = picture.take(place.databases, upgraded)
    with place.timed("rows kept"):
        with place.databases.open(base) as left, place.databases.open(upgraded) as right:
            kept = losses.compare(left, right)
        found = answers.read(place.before, base), answers.read(place.after, upgraded)
    tell("the old code on the new schema")
    with place.timed("old code"):
        old = _old_code(place, proof.before, base, upgraded)
        new = _probes(place.after, proof.after, upgraded)  # nothing that they do is kept
    tell("a database of the new state")
    with place.timed("fresh"):
        drift = _drift(place, base, upgraded, as_before=wanted.dump is not None or wanted.scratch)
    tell("back and forward again")
    with place.timed("back"):
        labels = [migration.label for migration in proof.forward.migrations]
        ends = bool(baseline.closed(proof.before, proof.moved))
        back = steps.back(place, base, upgraded, labels, new_numbers=ends)
    tell("interrupted")
    with place.timed("interrupted"):
        seconds = proof.forward.processor_seconds
        cut = steps.interrupted(place, base, end, proof.forward.places, seconds)
    return dataclasses.replace(
        proof,
        picture_after=end,
        schema=schema.compare(proof.picture_before.catalogue, end.catalogue),
        drift=drift,
        kept=kept,
        answers_before=found[0],
        answers_after=found[1],
        answers_old=old[2],
        probes_before=old[0],
        probes_old=old[1],
        probes_new=new,
        back=back,
        interruptions=cut,
    )


def _old_code(
    place: Ground, inventory: Inventory, base: str, upgraded: str
) -> tuple[tuple[Probe, ...], tuple[Probe, ...], Answers]:
    """
    What the old code can do before the step and after it, and what it finds afterwards.
    """
    before = _probes(place.before, inventory, base)
    return before, _probes(place.before, inventory, upgraded), answers.read(place.before, upgraded)


def _probes(side: Side, inventory: Inventory, database: str) -> tuple[Probe, ...]:
    modules = list(dict.fromkeys(inventory.own_modules))
    return probing.read(side.ask("probe", database=database, modules=modules))


def _drift(
    place: Ground, base: str, upgraded: str, *, as_before: bool
) -> tuple[schema.Difference, ...]:
    """
    What a database built from the new state has otherwise, but not what the one before has otherwise
    than its own state says.
    """
    known = _from_state(place, place.before, base) if as_before else ()
    return tuple(d for d in _from_state(place, place.after, upgraded) if d not in known)


def _from_state(place: Ground, side: Side, database: str) -> tuple[schema.Difference, ...]:
    with place.clone(None) as built:
        side.ask("extract baseline", database=built)
        with place.databases.open(database) as is_, place.databases.open(built) as should_be:
            return schema.compare(catalogue.read(is_), catalogue.read(should_be))

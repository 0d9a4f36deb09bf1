"""
The step forward, back, forward again, and interrupted: run on copies, and what came of each.
"""

import signal

from wheelwright.adapters.session import Session
from wheelwright.extract.prove import picture
from wheelwright.extract.prove.facts import Back, Forward, Picture
from wheelwright.extract.prove.ground import Ground
from wheelwright.rehearse.facts.interruptions import Departure, Interruptions, Place, Trouble, When
from wheelwright.rehearse.observe import recording

PLACES = 6  # at which the step is interrupted
GRACE = 60.0  # seconds for the same migrations once more, and ten times those of the first run


def forward(ground: Ground, database: str) -> Forward:
    """
    Migrate with the new code; every statement is recorded.
    """
    answers = ground.after.ask("extract forward", database=database)
    took = answers.first("took") or {"processor_seconds": 0.0, "planning_seconds": 0.0}
    return Forward(
        migrations=recording.migrations(answers.events),
        places=recording.places(answers.events),
        failure=recording.failure(answers.first("failure")),
        processor_seconds=took["processor_seconds"],
        planning_seconds=took["planning_seconds"],
    )


def back(ground: Ground, baseline: str, once: str, labels: list[str], *, new_numbers: bool) -> Back:
    """
    Take the step back on a copy of the database after it, and go forward again. A step that removes
    rows may give them `new_numbers` when it brings them back.
    """
    with ground.clone(once) as database:
        said = ground.after.ask("extract back", database=database, migrations=labels)
        irreversible, failure = said.first("irreversible"), said.first("failure")
        if irreversible or failure:
            return Back(
                irreversible=irreversible["message"] if irreversible else "",
                failure=recording.failure(failure),
            )
        was = picture.take(ground.databases, baseline)
        compare = _roughly if new_numbers else picture.differences
        differs = compare(was, picture.take(ground.databases, database))
        again = ground.after.ask("extract forward", database=database)
        second = recording.failure(again.first("failure"))
        then = picture.take(ground.databases, database)
    return Back(
        again=second,
        differs=differs,
        again_differs=() if second else _roughly(picture.take(ground.databases, once), then),
    )


def interrupted(
    ground: Ground, baseline: str, after: Picture, places: tuple[Place, ...], seconds: float
) -> Interruptions:
    """
    Killed at each boundary in turn on one database, then run to its end; if that ends otherwise, at
    each boundary by itself.
    """
    chosen = _sample(places)
    if not chosen:
        return Interruptions(killed=0, places=0, troubles=())
    within = GRACE + 10 * seconds
    with ground.after.worker.session() as session:
        trouble = _kill(ground, session, baseline, after, chosen, within)
        troubles = [trouble] if trouble else []
        if trouble and len(chosen) > 1:
            found = (_kill(ground, session, baseline, after, [p], within) for p in chosen)
            troubles = [one for one in found if one] or troubles
    return Interruptions(killed=len(chosen), places=len(places), troubles=tuple(troubles))


def _sample(places: tuple[Place, ...]) -> list[Place]:
    """
    After each migration but the last, and where one that is not atomic has committed.
    """
    ends = [p for p in places if p.when is When.RECORDED][:-1]
    inside = [p for p in places if p.when is When.COMMITTED]
    executed = [p for p in places if p.when is When.EXECUTED][-1:]
    chosen = {*ends, *inside[: max(PLACES - len(ends), 2)], *executed}
    return [place for place in places if place in chosen][:PLACES]


def _kill(
    ground: Ground,
    session: Session,
    baseline: str,
    after: Picture,
    places: list[Place],
    within: float,
) -> Trouble | None:
    reached = places[0]
    with ground.clone(baseline) as database:
        for place in places:
            at = {"migration": place.migration, "number": place.number, "when": place.when.value}
            answers = ground.after.converse(
                session,
                "extract forward",
                database=database,
                within=within,
                stops_at={"kill": at},
            )
            ground.databases.disconnect(database)
            if answers.status == -signal.SIGKILL:
                reached = place
        answers = ground.after.converse(
            session, "extract forward", database=database, within=within
        )
        failure = recording.ended_badly(answers)
        if failure or answers.hung:
            hung = within if answers.hung else None
            return Trouble(place=reached, failure=failure, hung_seconds=hung)
        differs = _roughly(after, picture.take(ground.databases, database))
    if not differs:
        return None
    departures = tuple(Departure(subject=reached.migration, says=says) for says in differs)
    return Trouble(place=reached, departures=departures)


def _roughly(was: Picture, now: Picture) -> tuple[str, ...]:
    """
    Differences without the keys that new rows were given: a sequence never gives back what was used.
    """
    left, right = _names(was), _names(now)
    found = [] if was.dump == now.dump else ["the schema is another one"]
    for table, rows in left.items():
        if other := sorted(rows ^ right.get(table, set())):
            found.append(f"{table} has other rows: “{'”, “'.join(other[:3])}”")
    found += [
        f"{table} holds {now.rows.get(table, 0):,} rows instead of {count:,}"
        for table, count in was.rows.items()
        if count != now.rows.get(table) and table != "django_migrations"
    ]
    return tuple(found)


def _names(taken: Picture) -> dict[str, set[str]]:
    told = ("django_content_type", "auth_permission")
    return {
        table: {row.partition(" ")[2] for row in rows}
        for table, rows in taken.named.items()
        if table in told
    }

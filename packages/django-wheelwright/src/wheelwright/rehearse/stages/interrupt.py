"""
Stage: the migrations killed on their way, run again, and compared with the undisturbed run.
"""

import dataclasses
import itertools
import signal
import time
from collections.abc import Iterable, Sequence

from wheelwright.adapters.session import Session
from wheelwright.rehearse.facts.interruptions import Departure, Interruptions, Place, Trouble, When
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.observe import concurrent_builds, end_state, recording
from wheelwright.rehearse.observe.end_state import Ending
from wheelwright.rehearse.workspace import Workspace

PER_MIGRATION = 8  # places at which a non-atomic migration is killed
IN_ALL = 24
BUILDS = 3  # statements that are killed while they wait for an older transaction
BETWEEN = 2  # places between two migrations
SECONDS = 60.0  # after which no other place is tried


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Kill at a sample of the places where a kill leaves a state of its own.

    Not in the moment between the commit of an atomic migration and Django's note of it, which
    there is when SQL was deferred: that is Django's own, and the same for every project.
    """
    upgrade = facts.upgrade
    if not facts.upgraded_database or upgrade is None or not upgrade.places:
        return facts
    with (
        workspace.clone(facts.baseline_database) as before,
        workspace.clone(facts.upgraded_database) as after,
        workspace.new.session() as session,
    ):
        judge = Judge(workspace, session, facts, upgrade, before=before, after=after)
        troubles = _troubles(judge, upgrade)
    return dataclasses.replace(
        facts,
        interruptions=Interruptions(
            killed=judge.killed,
            # The upgrade's end is no place: there is nothing left to run again.
            places=sum(p.when is not When.EXECUTED for p in upgrade.places) - 1,
            troubles=troubles,
        ),
    )


def _troubles(judge: "Judge", upgrade: Upgrade) -> tuple[Trouble, ...]:
    troubles: dict[str, Trouble] = {}
    own, shared = sample(upgrade.places)
    until = time.monotonic() + SECONDS
    for place in own:
        if time.monotonic() > until:
            return tuple(troubles.values())
        # Once is enough: the same migration killed elsewhere has the same remedy.
        if place.migration not in troubles and (trouble := judge.kill([place])):
            troubles[place.migration] = trouble
    if shared and judge.kill(shared):
        for place in shared:
            if trouble := judge.kill([place]):
                troubles.setdefault(place.migration, trouble)
    return tuple(troubles.values())


def sample(places: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """
    Places that need a run of their own, and those that one database can go through in turn.

    The latter are expected to make no difference: between two migrations, and inside an open
    transaction, which is killed once to check that claim.
    """
    building = _first_of_each(p for p in places if p.when is When.ABOUT_TO_RUN)[:BUILDS]
    committed = [p for p in places if p.when is When.COMMITTED]
    chosen = [
        place
        for _, group in itertools.groupby(committed, lambda p: p.migration)
        for place in _spread(_of_each_statement(list(group)), PER_MIGRATION)
    ]
    recorded = [p for p in places if p.when is When.RECORDED][:-1]
    inside = [p for p in places if p.when is When.EXECUTED][:1]
    if inside:
        inside = [p for p in places if p.when is When.EXECUTED and _same(p, inside[0])][-1:]
    order = {place: number for number, place in enumerate(places)}
    shared = sorted([*inside, *_spread(recorded, BETWEEN)], key=lambda p: order[p])
    return [*building, *_spread(chosen, IN_ALL)], shared


def _same(one: Place, other: Place) -> bool:
    return one.migration == other.migration


def _first_of_each(places: Iterable[Place]) -> list[Place]:
    found: dict[tuple[str, str], Place] = {}
    for place in places:
        found.setdefault((place.migration, place.sql), place)
    return list(found.values())


def _of_each_statement(places: list[Place]) -> list[Place]:
    """
    All of a few; of many, the first, a middle and the last time that each statement was sent.
    """
    if len(places) <= PER_MIGRATION:
        return places
    rounds: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        rounds.setdefault(place.sql, []).append(number)
    chosen = {n for of in rounds.values() for n in (of[0], of[len(of) // 2], of[-1])}
    return [places[number] for number in sorted(chosen)]


def _spread(places: list[Place], most: int) -> list[Place]:
    if len(places) <= most:
        return places
    step = (len(places) - 1) / (most - 1)
    return [places[round(number * step)] for number in range(most)]


class Judge:
    """
    Kills, runs again and compares; what every comparison needs is read once.
    """

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        facts: Facts,
        upgrade: Upgrade,
        *,
        before: str,
        after: str,
    ) -> None:
        self.workspace = workspace
        self.session = session
        self.baseline = facts.baseline_database
        self.before = before
        self.after = after
        self.patience = upgrade.patience
        self.killed = 0
        self._undisturbed: Ending | None = None
        self._by_themselves: frozenset[str] | None = None

    def kill(self, places: Sequence[Place]) -> Trouble | None:
        """
        Kill at these places one after the other, then run to the end; None if that is well.
        """
        workspace = self.workspace
        reached = None
        with workspace.clone(self.baseline) as database:
            for place in places:
                if place.when is When.ABOUT_TO_RUN:
                    dead = concurrent_builds.kill(
                        workspace, self.session, database, place, within=self.patience
                    )
                else:
                    dead = self._kill(database, place)
                if dead:
                    reached = dead
                    self.killed += place.when is not When.EXECUTED
            return self._judge(database, reached) if reached else None

    def _kill(self, database: str, place: Place) -> Place | None:
        answers = self.session.converse(
            "migrate",
            database=database,
            within=self.patience,
            stops_at={"kill": as_argument(place)},
        )
        self.workspace.databases.disconnect(database)
        return place if answers.status == -signal.SIGKILL and not answers.hung else None

    def _judge(self, database: str, place: Place) -> Trouble | None:
        answers = self.session.converse("migrate", database=database, within=self.patience)
        if answers.hung:
            self.workspace.databases.disconnect(database)
            return Trouble(place=place, hung_seconds=self.patience)
        failure = recording.ended_badly(answers)
        if failure:
            return Trouble(place=place, failure=failure)
        found = self._compare(database)
        if found and self._by_themselves is None:
            self._by_themselves = self._control()
        departures = tuple(d for d in found if d.subject not in (self._by_themselves or ()))
        return Trouble(place=place, departures=departures) if departures else None

    def _compare(self, database: str) -> tuple[Departure, ...]:
        databases = self.workspace.databases
        with (
            databases.open(self.before) as baseline,
            databases.open(self.after) as once,
            databases.open(database) as twice,
        ):
            if self._undisturbed is None:
                self._undisturbed = end_state.read(once)
            endings = (self._undisturbed, end_state.read(twice))
            return end_state.departures(baseline, once, twice, endings)

    def _control(self) -> frozenset[str]:
        """
        What differs between two undisturbed runs, such as a time of day, is no evidence.
        """
        with self.workspace.clone(self.baseline) as database:
            self.session.ask("migrate", database=database)
            return frozenset(departure.subject for departure in self._compare(database))


def as_argument(place: Place) -> dict[str, object]:
    """
    A place in the agent's words.
    """
    return {"migration": place.migration, "number": place.number, "when": place.when.value}

"""
Which questions does a set of released wheels raise about living together?
"""

import dataclasses
import enum
import itertools
from collections.abc import Iterable

from wheelwright.errors import BadRequest
from wheelwright.rehearse.matrix import Released

type Wheels = tuple[Released, ...]


class Kind(enum.StrEnum):
    """
    What is asked of a set of wheels.
    """

    TOGETHER = "together"
    OMITTED = "omitted"
    LATE = "late"
    ORDERS = "orders"
    STEPS = "steps"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    One question: sets of wheels that a database goes through, one way or more.

    Every way starts with the same set and ends with the same; `about` are the wheels it is asked for.
    """

    kind: Kind
    about: Wheels
    ways: tuple[tuple[Wheels, ...], ...]

    @property
    def start(self) -> Wheels:
        return self.ways[0][0]

    @property
    def end(self) -> Wheels:
        return self.ways[0][-1]

    @property
    def title(self) -> str:
        names = " and ".join(release.package for release in self.about)
        return {
            Kind.TOGETHER: f"{len(self.end)} wheels together",
            Kind.OMITTED: f"without {names}",
            Kind.LATE: f"{names} enabled late",
            Kind.ORDERS: f"{names} in both orders",
            Kind.STEPS: f"{names} step by step",
        }[self.kind]

    @property
    def old(self) -> str:
        if self.kind in (Kind.TOGETHER, Kind.OMITTED):
            return "nothing"
        return "the others" if self.kind is Kind.LATE else self._versions(self.start)

    @property
    def new(self) -> str:
        return self._versions(self.end) if self.kind is not Kind.TOGETHER else "newest"

    def _versions(self, wheels: Wheels) -> str:
        mine = {release.package for release in self.about}
        versions = [str(release.version) for release in wheels if release.package in mine]
        return ", ".join(versions) or "newest"


def questions(
    releases: Iterable[Released], kinds: Iterable[Kind] = tuple(Kind)
) -> tuple[Question, ...]:
    """
    Every question of these kinds, from the oldest and newest release of each package.

    Raises:
        BadRequest: if there is no wheel to ask about, or one twice.
    """
    history = _history(releases)
    newest = tuple(wheels[-1] for wheels in history.values())
    if not newest:
        raise BadRequest(
            "There is no wheel with a Django app to compose.",
            "Name wheels with --wheel, or an archive with --releases.",
        )
    asked = {
        Kind.TOGETHER: [Question(kind=Kind.TOGETHER, about=newest, ways=((newest,),))],
        Kind.OMITTED: [_omitted(newest, release) for release in newest if len(newest) > 1],
        Kind.LATE: [_late(newest, release) for release in newest if len(newest) > 1],
        Kind.ORDERS: [
            _orders(newest, (history[a][0], history[a][-1]), (history[b][0], history[b][-1]))
            for a, b in itertools.combinations(history, 2)
            if len(history[a]) > 1 and len(history[b]) > 1
        ],
        Kind.STEPS: [_steps(path) for path in history.values() if len(path) > 2],
    }
    wanted = tuple(kinds)
    return tuple(question for kind in Kind if kind in wanted for question in asked[kind])


def _history(releases: Iterable[Released]) -> dict[str, Wheels]:
    """
    The releases of each package, oldest first.
    """
    history: dict[str, Wheels] = {}
    for release in sorted(releases, key=lambda r: (r.package, r.version)):
        before = history.get(release.package, ())
        if before and before[-1].version == release.version:
            if before[-1].wheel.resolve() == release.wheel.resolve():
                continue
            raise BadRequest(
                f"{before[-1].wheel} and {release.wheel} are both {release.package} "
                f"{release.version}.",
                "Give each candidate a version of its own.",
            )
        history[release.package] = (*before, release)
    return history


def _omitted(newest: Wheels, release: Released) -> Question:
    return Question(kind=Kind.OMITTED, about=(release,), ways=((_without(newest, release),),))


def _late(newest: Wheels, release: Released) -> Question:
    return Question(kind=Kind.LATE, about=(release,), ways=((_without(newest, release), newest),))


def _orders(
    newest: Wheels, first: tuple[Released, Released], second: tuple[Released, Released]
) -> Question:
    (old_a, new_a), (old_b, new_b) = first, second
    start = tuple({old_a.package: old_a, old_b.package: old_b}.get(r.package, r) for r in newest)
    a_first, b_first = _with(start, new_a), _with(start, new_b)
    return Question(
        kind=Kind.ORDERS,
        about=(new_a, new_b),
        ways=((start, a_first, newest), (start, b_first, newest)),
    )


def _steps(path: Wheels) -> Question:
    direct = ((path[0],), (path[-1],))
    return Question(
        kind=Kind.STEPS, about=(path[-1],), ways=(direct, tuple((release,) for release in path))
    )


def _without(wheels: Wheels, release: Released) -> Wheels:
    return tuple(other for other in wheels if other.package != release.package)


def _with(wheels: Wheels, release: Released) -> Wheels:
    return tuple(release if other.package == release.package else other for other in wheels)

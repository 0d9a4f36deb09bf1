"""
What do many clients at once ask of the host, and what must it never answer?
"""

import asyncio
import collections
import dataclasses
import datetime as dt
import random
import time

from stage.client import Answer, Connection

REFUSED = frozenset({403, 404, 409, 422})
ENROL = "/api/v1/enrolments/"
# People of each employer, by what is done with them.
CONTESTED, SHARED = slice(8, 14), slice(14, 64)


@dataclasses.dataclass(slots=True)
class Seen:
    """
    What came back: counts, enrolments made, the ids answered under each key, and what was wrong.
    """

    counts: collections.Counter[tuple[str, int]] = dataclasses.field(
        default_factory=collections.Counter
    )
    seconds: list[float] = dataclasses.field(default_factory=list)
    made: dict[str, set[str]] = dataclasses.field(default_factory=dict)
    by_key: dict[tuple[str, str], set[str]] = dataclasses.field(
        default_factory=lambda: collections.defaultdict(set)
    )
    wrong: list[str] = dataclasses.field(default_factory=list)


class Client:
    """
    One caller with a token of one employer, who does something at random until the time is over.
    """

    def __init__(self, port: int, filled: dict, number: int, seen: Seen) -> None:
        self.home, self.other = filled["employers"][:: 1 if number % 2 else -1]
        people = self.home["self"]
        self.me = people[number % len(people)] if number % 4 > 1 else None
        self.connection = Connection(port, self.me["token"] if self.me else self.home["token"])
        self.windows_are_kept = int(filled["release"].split(".")[0]) >= 2
        self.today = dt.date.fromisoformat(self.home["today"])
        self.dice = random.Random(number)  # noqa: S311 - the same play in each run
        self.number, self.seen, self.asked = number, seen, 0
        self.started = time.monotonic()

    async def run(self, seconds: float) -> None:
        plays = [self.at_a_window] if self.me else [self.contested, self.shared, self.outside]
        plays += [self.read, self.stranger]
        weights = (6, 2, 2) if self.me else (8, 6, 1, 3, 2)
        while time.monotonic() - self.started < seconds:
            (play,) = self.dice.choices(plays, weights)
            await play()
        await self.connection.close()

    async def contested(self) -> None:
        """
        A few people, few benefits, many clients: covers that overlap, and ends that make room.
        """
        answer = await self.enrol(
            "contested",
            self.dice.choice(self.home["employees"][CONTESTED]),
            self.dice.choice(self.dice.choice(self.home["benefits"])),
            self.today + dt.timedelta(days=self.dice.randrange(60)),
        )
        if answer.status == 201:
            made = answer.json()
            ends_on = dt.date.fromisoformat(made["starts_on"]) + dt.timedelta(days=2)
            await self.ask(
                "end",
                "POST",
                f"{ENROL}{made['id']}/unenrol",
                body={"ends_on": ends_on.isoformat(), "reason": "pressure"},
                key=self.new_key(),
                allowed={200},
            )

    async def shared(self) -> None:
        """
        The key of this moment, which others of the employer send as well, now and then with
        another request: one of them is carried out, and its retries are told the same.
        """
        moment = int((time.monotonic() - self.started) * 4)
        day = self.today + dt.timedelta(days=self.dice.choice((0, 0, 0, 0, 1)))
        people = self.home["employees"][SHARED]
        option = self.home["benefits"][moment // len(people) % len(self.home["benefits"])][0]
        key = f"shared {moment}"
        await self.enrol("shared key", people[moment % len(people)], option, day, key=key)

    async def outside(self) -> None:
        """
        The days beside the plan year: never accepted.
        """
        first, last = map(dt.date.fromisoformat, self.home["year"])
        day = self.dice.choice((first - dt.timedelta(days=1), last + dt.timedelta(days=1)))
        employee = self.dice.choice(self.home["employees"][SHARED])
        option = self.home["benefits"][0][0]
        await self.enrol("outside the plan year", employee, option, day, allowed=REFUSED)

    async def at_a_window(self) -> None:
        """
        An employee at the window that closes today, and at the one that closed yesterday.
        """
        if self.windows_are_kept and self.dice.random() < 0.4:
            option, day = self.home["closed"][0][0], dt.date.fromisoformat(self.home["later"])
            what, closed, allowed = "after the window", True, REFUSED
        else:
            option, day = self.dice.choice(self.home["benefits"])[0], self.today
            what, closed, allowed = "last day of the window", False, {201, 409}
        answer = await self.enrol(what, self.me["employee_id"], option, day, allowed=allowed)
        if (b"window-closed" in answer.body) != closed:
            self.seen.wrong.append(f"{what}: {answer.body[:200]!r}")

    async def read(self) -> None:
        """
        An own enrolment, and the whole list.
        """
        mine = self.seen.made.get(self.home["id"])
        if mine and self.me is None:
            await self.ask("read one", "GET", ENROL + self.dice.choice(sorted(mine)), allowed={200})
        path = f"{ENROL}?employer_id={self.home['id']}&employee_id="
        path += str(self.me["employee_id"] if self.me else self.home["employees"][8])
        await self.ask("read a list", "GET", path, allowed={200})

    async def stranger(self) -> None:
        """
        The other employer's enrolments, people and lists: never shown, never changed.
        """
        theirs = sorted(self.seen.made.get(self.other["id"], ()))
        path = f"{ENROL}?employer_id={self.other['id']}"
        await self.ask("another's list", "GET", path, allowed={403, 404})
        person, option = self.other["employees"][20], self.other["benefits"][0][0]
        await self.enrol("another's person", person, option, self.today, allowed={403, 404})
        if theirs:
            path = ENROL + self.dice.choice(theirs)
            await self.ask("another's enrolment", "GET", path, allowed={404})
            body = {"ends_on": self.today.isoformat(), "reason": "pressure"}
            await self.ask(
                "another's end",
                "POST",
                f"{path}/unenrol",
                body=body,
                key=self.new_key(),
                allowed={404},
            )

    async def enrol(
        self,
        what: str,
        employee: int,
        option: str,
        day: dt.date,
        *,
        key: str = "",
        allowed: frozenset[int] | set[int] = frozenset({201, 409}),
    ) -> Answer:
        key = key or self.new_key()
        body = {"employee_id": employee, "option_id": option, "starts_on": day.isoformat()}
        answer = await self.ask(what, "POST", ENROL, body=body, key=key, allowed=allowed)
        if answer.status == 201:
            made = str(answer.json()["id"])
            self.seen.made.setdefault(self.home["id"], set()).add(made)
            who = self.me["token"] if self.me else self.home["token"]
            self.seen.by_key[who, key].add(made)
        return answer

    async def ask(
        self,
        what: str,
        method: str,
        path: str,
        *,
        allowed: frozenset[int] | set[int],
        body: object = None,
        key: str = "",
    ) -> Answer:
        headers = f"Idempotency-Key: {key}\r\n" if key else ""
        answer = await self.connection.ask(method, path, body=body, headers=headers)
        self.seen.counts[what, answer.status] += 1
        self.seen.seconds.append(answer.seconds)
        if answer.status not in allowed:
            self.seen.wrong.append(f"{what}: {answer.status} {answer.body[:200]!r}")
        return answer

    def new_key(self) -> str:
        self.asked += 1
        return f"client {self.number}, {self.asked}"


async def crowd(port: int, filled: dict, *, clients: int, seconds: float) -> Seen:
    """
    That many clients at once, for so long.
    """
    seen = Seen()
    await asyncio.gather(
        *(Client(port, filled, number, seen).run(seconds) for number in range(clients))
    )
    return seen

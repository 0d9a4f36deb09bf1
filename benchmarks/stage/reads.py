"""
What does a read over HTTP cost on the host and on its twin: requests a second, processor time?
"""

import asyncio
import dataclasses
import json
import statistics
import time

from stage import client, servers
from stage.environment import Place


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """
    One round of one side.
    """

    rate: float
    server_ms: float
    database_ms: float

    @property
    def processor_ms(self) -> float:
        return self.server_ms + self.database_ms

    def figures(self) -> dict[str, float]:
        return {**dataclasses.asdict(self), "processor_ms": self.processor_ms}


def compare(
    where: Place,
    database: str,
    filled: dict,
    *,
    rounds: int,
    requests: int,
    connections: int,
    threads: int,
) -> dict[str, dict[str, list[Cost]]]:
    """
    Rounds of both sides in turn, for each kind of read; they must have answered the same.
    """
    home = filled["employers"][0]
    kinds = {
        "one enrolment": [f"/api/v1/enrolments/{each}" for each in filled["enrolments"]],
        "a page of offers": [
            f"/api/v1/benefits/offers?employer_id={home['id']}&on={home['today']}"
        ],
    }
    used = servers.Database(database)
    found: dict[str, dict[str, list[Cost]]] = {}
    with (
        servers.host(where, database, threads=threads) as host,
        servers.twin(where, database, filled["release"]) as twin,
    ):
        sides = {"host": host, "twin": twin}
        for kind, paths in kinds.items():
            asked = [paths[n % len(paths)] for n in range(requests)]
            require_same(sides, home["token"], paths[0])
            found[kind] = {side: [] for side in sides}
            for number in range(rounds + 1):
                for side, served in sides.items():
                    cost = measured(served, used, home["token"], asked, connections)
                    if number:  # the first round warms both
                        found[kind][side].append(cost)
    return found


def measured(
    served: servers.Served,
    used: servers.Database,
    token: str,
    paths: list[str],
    connections: int,
) -> Cost:
    server, database, started = served.seconds(), used.seconds(), time.perf_counter()
    answers = asyncio.run(client.load(served.port, token, paths, connections=connections))
    seconds = time.perf_counter() - started
    server, database = served.seconds() - server, used.seconds() - database
    if refused := [answer for answer in answers if answer.status != 200]:
        raise SystemExit(f"{len(refused)} requests were refused: {refused[0]}")
    return Cost(
        rate=len(paths) / seconds,
        server_ms=server * 1000 / len(paths),
        database_ms=database * 1000 / len(paths),
    )


def require_same(sides: dict[str, servers.Served], token: str, path: str) -> None:
    """
    Both sides answer the same JSON, or they are no twins.
    """
    said = {
        side: asyncio.run(client.load(served.port, token, [path], connections=1))[0].json()
        for side, served in sides.items()
    }
    if said["host"] != said["twin"]:
        raise SystemExit(f"The twin answers something else: {json.dumps(said, indent=1)}")


def medians(costs: list[Cost]) -> dict[str, float]:
    """
    The median of each figure over the rounds.
    """
    rounds = [cost.figures() for cost in costs]
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}

"""
Do the domains keep their promises while many ask at once? A check over HTTP, not a timing.

    .venv/bin/python benchmarks/pressure.py
    .venv/bin/python benchmarks/pressure.py --seconds 15 --clients 32 --wheels dist

Clients of two employers ask the served host at the same time: covers of the same people that
overlap, the first and last days of plan years and windows, idempotency keys that several of them
send, and what belongs to the other employer. Meanwhile a consumer follows the change feeds. Then:

- nobody has cover of one benefit twice on a day, and every cover has its charge;
- a key has one effect, and what was answered is what is stored;
- no employer was shown or could change anything of the other's, and nothing ended in a 5xx;
- the consumer was handed every stored change exactly once, in order.

The exit status is 1 if any of these does not hold.
"""

import argparse
import asyncio
import itertools
import json
import pathlib
import statistics
import sys

from stage import servers
from stage.crowd import Seen, crowd
from stage.environment import HOST, filled_host, following, place


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--threads", type=int, default=4, help="of the host's one worker")
    parser.add_argument("--wheels", type=pathlib.Path, help="a folder of wheels")
    parser.add_argument("--host", type=pathlib.Path, default=HOST, help="another host's folder")
    options = parser.parse_args()
    where = place(host=options.host, wheels=options.wheels)
    with (
        filled_host(where, people=64, benefits=6) as (url, filled),
        servers.host(where, url, threads=options.threads) as host,
        following(where, url, filled) as consumer,
    ):
        seen = asyncio.run(
            crowd(host.port, filled, clients=options.clients, seconds=options.seconds)
        )
        found = json.loads(consumer.communicate()[0])
    report(seen, options.seconds)
    broken = broken_promises(seen, found)
    for promise in broken[:20]:
        sys.stdout.write(f"BROKEN {promise}\n")
    changes = sum(map(len, found["stored"].values()))
    sys.stdout.write(
        f"{len(broken)} broken promises; {len(found['covers'])} enrolments, {changes} changes, "
        f"enrolments-app {filled['release']}\n"
    )
    sys.exit(bool(broken))


def broken_promises(seen: Seen, found: dict) -> list[str]:
    """
    What should hold and does not, a line each.
    """
    broken = [*seen.wrong, *found["leaked"]]
    broken += [f"no charge for {each}" for each in found["uncharged"]]
    broken += [f"key {key} made {ids}" for (_, key), ids in seen.by_key.items() if len(ids) > 1]
    answered = set().union(*seen.made.values()) if seen.made else set()
    stored = {cover["id"] for cover in found["covers"]}
    broken += [f"answered, but not stored: {each}" for each in answered - stored]
    broken += [f"stored, but not answered: {each}" for each in stored - answered]
    return broken + double_covers(found["covers"]) + lost_changes(found)


def double_covers(covers: list[dict]) -> list[str]:
    """
    Covers of one person in one benefit that share a day.
    """
    days = [cover for cover in covers if cover["first"]]
    days.sort(key=lambda cover: (cover["who"], cover["first"]))
    return [
        f"double cover: {earlier} and {later}"
        for earlier, later in itertools.pairwise(days)
        if earlier["who"] == later["who"]
        and (not earlier["last"] or earlier["last"] >= later["first"])
    ]


def lost_changes(found: dict) -> list[str]:
    """
    Where what the consumer was handed differs from what is stored.
    """
    broken = []
    for employer, stored in found["stored"].items():
        handed_out = [tuple(change) for change in found["handed_out"][employer]]
        known = set(handed_out)
        lost = [change for change in map(tuple, stored) if change not in known]
        broken += [f"the consumer never got change {change}" for change in lost]
        if len(known) != len(handed_out):
            broken.append(f"{len(handed_out) - len(known)} changes were handed out again")
        if handed_out != sorted(handed_out):
            broken.append("changes were handed out of order")
    return broken


def report(seen: Seen, seconds: float) -> None:
    for (what, status), count in sorted(seen.counts.items()):
        sys.stdout.write(f"{what:24} {status} {count:7}\n")
    times = sorted(seen.seconds)
    sys.stdout.write(
        f"{len(times)} requests, {len(times) / seconds:.0f} a second, median "
        f"{statistics.median(times) * 1000:.0f} ms, 99 % within "
        f"{times[int(len(times) * 0.99)] * 1000:.0f} ms\n"
    )


if __name__ == "__main__":
    main()

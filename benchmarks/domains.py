"""
What does work in the domains cost? Both sides in one run, interleaved, on the host and real wheels.

    .venv/bin/python benchmarks/domains.py
    .venv/bin/python benchmarks/domains.py --only reads --rounds 7 --json figures.json
    .venv/bin/python benchmarks/domains.py --wheels dist

- `enrolment`: one enrolment with its charge through the enrolments API in the host's wiring, beside
  the same statements by a bare prepared cursor. Statements are counted, processor time is the
  process's and that of its database session.
- `reads`: one enrolment, and a page of offers, over HTTP with a token: the host as it is served,
  beside FastAPI with asyncpg that looks the same token up, asks the same and answers the same JSON.
  Processor time is the server's and PostgreSQL's. One process asks, on 127.0.0.1.

- `growth`: what goes through everybody, at a size and at ten times that: the changes feed, quotes of
  many, age-out, carry-over. Those that the wheels do not have yet are left out.

A machine that is busy slows both sides: read the ratios. The wheels are those of host/train.txt, or
of the folder that --wheels names; a PYTHONPATH with sources goes before both.
"""

import argparse
import collections
import json
import pathlib
import sys

from stage import reads
from stage.environment import HOST, STAGE, Place, filled_host, place

PARTS = ("enrolment", "reads", "growth")
SIZES = (5_000, 50_000)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="this part; repeatable")
    parser.add_argument("--rounds", type=int, default=5, help="of each side; medians are printed")
    parser.add_argument("--requests", type=int, default=500, help="of one round of reads")
    parser.add_argument("--connections", type=int, default=8, help="that ask at a time")
    parser.add_argument("--threads", type=int, default=4, help="of the host's one worker")
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, help="enrolments, of growth")
    parser.add_argument("--wheels", type=pathlib.Path, help="a folder of wheels")
    parser.add_argument("--host", type=pathlib.Path, default=HOST, help="another host's folder")
    parser.add_argument("--json", type=pathlib.Path, help="the figures of every round")
    options = parser.parse_args()
    where = place(host=options.host, wheels=options.wheels)
    parts = {"enrolment": _enrolment, "reads": _reads, "growth": _growth}
    figures = {
        part: parts[part](where, options) for part in PARTS if part in (options.only or PARTS)
    }
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _enrolment(where: Place, options: argparse.Namespace) -> dict:
    with filled_host(where, people=500, benefits=4) as (url, filled):
        words = [str(STAGE / "enrolment.py"), "--rounds", str(options.rounds)]
        found = json.loads(where.say(url, words, given=json.dumps(filled)))
    _say(f"one enrolment with its charge, enrolments-app {filled['release']}")
    sent, control = len(found["statements"]), found["control"]
    kinds = ", ".join(f"{count} {word}" for word, count in collections.Counter(control).items())
    _say(f"  statements {sent + len(control)}: {sent}, and {kinds}")
    for side in ("host", "bare"):
        cost = found[side]
        _say(
            f"  {side:5} {cost['process_ms'] + cost['database_ms']:6.2f} ms"
            f" = process {cost['process_ms']:.2f} + database {cost['database_ms']:.2f}"
        )
    _say(f"  host/bare {_total(found['host']) / _total(found['bare']):.2f}")
    return found


def _total(cost: dict[str, float]) -> float:
    return cost["process_ms"] + cost["database_ms"]


def _reads(where: Place, options: argparse.Namespace) -> dict:
    with filled_host(where, people=200, benefits=10, enrolled=200) as (url, filled):
        found = reads.compare(
            where,
            url,
            filled,
            rounds=options.rounds,
            requests=options.requests,
            connections=options.connections,
            threads=options.threads,
        )
    for kind, sides in found.items():
        _say(f"GET {kind}, {options.connections} connections, {options.threads} threads")
        medians = {side: reads.medians(costs) for side, costs in sides.items()}
        for side, cost in medians.items():
            _say(
                f"  {side:5} {cost['rate']:6.0f} a second, {cost['processor_ms']:.2f} ms"
                f" = server {cost['server_ms']:.2f} + database {cost['database_ms']:.2f}"
            )
        host, twin = medians["host"], medians["twin"]
        _say(
            f"  host/twin: processor {host['processor_ms'] / twin['processor_ms']:.2f}"
            f", throughput {host['rate'] / twin['rate']:.2f}"
        )
    return {
        kind: {side: [cost.figures() for cost in costs] for side, costs in sides.items()}
        for kind, sides in found.items()
    }


def _growth(where: Place, options: argparse.Namespace) -> dict:
    found: dict[int, dict] = {}
    for size in options.sizes:
        with filled_host(where, people=8, benefits=10) as (url, filled):
            if int(filled["release"].split(".")[0]) < 2:
                _say(f"growth: enrolments-app {filled['release']} has nothing that generates rows")
                return {}
            words = [str(STAGE / "growth.py"), str(size)]
            found[size] = json.loads(where.say(url, words, settings="growth_settings"))
    small, large = (found[size] for size in options.sizes)
    _say(f"from {options.sizes[0]:,} to {options.sizes[1]:,} enrolments")
    for work, cost in large.items():
        _say(
            f"  {work:12} {small[work]['number']:>6,} in {small[work]['wall_s']:.2f} s, "
            f"{cost['number']:>7,} in {cost['wall_s']:.2f} s; each costs "
            f"{_each(cost) / _each(small[work]):.2f} times as much; statements "
            f"{small[work]['statements']} and {cost['statements']}; "
            f"{cost['more_megabytes']:.0f} MB more"
        )
    return {str(size): figures for size, figures in found.items()}


def _each(cost: dict[str, float]) -> float:
    return cost["process_s"] / cost["number"]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

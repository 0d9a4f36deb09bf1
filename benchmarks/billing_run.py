"""
What does a billing run cost beside bare statements that write the same rows? Both in one run.

    .venv/bin/python benchmarks/billing_run.py
    .venv/bin/python benchmarks/billing_run.py --sizes 50000 --rounds 5 --json figures.json

One employer has that many covers, four a person. A run asks a source that streams them, charges a
month and drafts the invoice. The bare side is one INSERT ... SELECT of the same charges, to the same
table with its indexes and keys, and then one of their lines and one UPDATE that links the two; it
looks for nothing. Sides take turns on the same database. Meanwhile another process sends a command of
that employer again and again: what it waits is printed.

- `charging`: the statements that find and write what is not charged yet, and the commits of their
  chunks, which check the foreign keys;
- `document`: lines and links, and their commit;
- `chunks`: whole transactions from lock to commit, with what else they read and write;
- `run`: everything, with the source, the comparison and the document.

20,000 covers on two cores that others used as well (load 8): charging 28 microseconds of the server's
processor a row against 21 of the bare statement, or 0.74; lines and links 35 against 31, 0.87; the whole
run 0.72 of both. The goal of 0.95 is not reached: what charging does beyond, found by leaving it out in
turn, is to look up what was charged (2.0 microseconds), to sort and count who shares a price (1 to 2), the
text of the key (1), planning (1, as 1.5 milliseconds a chunk), rows passed from step to step (1 to 2), and
the commit of each chunk. Statements alone, without the commits that check keys, were 1.00 of a bare
statement with them: that is what this page compared before.

A machine that is busy slows both sides, and each chunk waits for its turn again: read the ratios, and
of the processor time that the server itself worked most of all. The wheels are those of host/train.txt, or
of the folder that --wheels names; a PYTHONPATH with sources goes before both.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys

from stage.environment import HOST, STAGE, place

from wheelwright.adapters.servers import server

GOAL, LONGEST_WAIT = 0.95, 0.15


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 500_000], help="covers")
    parser.add_argument("--rounds", type=int, default=3, help="of each side; medians are printed")
    parser.add_argument("--wheels", type=pathlib.Path, help="a folder of wheels")
    parser.add_argument("--json", type=pathlib.Path, help="the figures of every round")
    options = parser.parse_args()
    where = place(host=HOST, wheels=options.wheels)
    found = {}
    with server(os.environ.get("DATABASE_URL")) as databases:
        for size in options.sizes:
            name = databases.create()
            try:
                words = [str(STAGE / "billing.py"), str(size), str(options.rounds)]
                said = where.say(databases.url_of(name), words, settings="billing_settings")
            finally:
                databases.drop(name)
            found[size] = json.loads(said)
            report(size, found[size])
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def report(size: int, found: dict) -> None:
    """
    A table of one size, in rows a second and as parts of the bare statement.
    """
    bare = {
        name: statistics.median(each[name] for each in found["bare"]) for name in found["bare"][0]
    }
    runs = {
        name: statistics.median(each[name] for each in found["runs"]) for name in found["runs"][0]
    }
    _say(f"{size:,} covers, {len(found['runs'])} rounds; a month each")
    _say(f"  {'':28}{'rows/s':>10}  of bare  of its processor time")
    both = {end: bare[f"charging_{end}"] + bare[f"document_{end}"] for end in ("s", "server_s")}
    _line(size, "bare charges", bare["charging_s"])
    for name in ("charging", "document"):
        times = runs[f"{name}_s"], bare[f"{name}_s"]
        work = runs[f"{name}_server_s"], bare[f"{name}_server_s"]
        goal = f"   goal {GOAL}" if name == "charging" else ""
        _line(size, name, *times, *work, goal=goal)
    _line(size, "chunks, of bare charges", runs["chunks_s"], bare["charging_s"])
    _line(size, "run, of both", runs["wall_s"], both["s"], runs["server_s"], both["server_s"])
    parts = ", ".join(
        f"{name} {1e6 * runs[f'{name}_server_s'] / size:.1f}"
        for name in ("charging", "document", "comparing", "other")
    )
    _say(
        f"  microseconds of the server a row: {parts}; of our process: {1e6 * runs['process_s'] / size:.1f}"
    )
    bared = ", ".join(
        f"{name} {1e6 * bare[f'{name}_server_s'] / size:.1f}" for name in ("charging", "document")
    )
    _say(f"  and of the bare statements:       {bared}")
    every = [found["first run"], *found["runs"]]
    first = found["first run"]
    _say(f"  first run, all of it         {size / first['wall_s']:10,.0f} rows/s")
    longest = max(each["wait_longest_s"] for each in every)
    _say(
        f"  another command: median {statistics.median(each['wait_median_s'] for each in every):.3f} s,"
        f" longest {longest:.3f} s of {sum(each['waits'] for each in every)}"
        f" (goal {LONGEST_WAIT}); longest chunk {max(each['longest_chunk_s'] for each in every):.3f} s"
    )
    _say(f"  more memory: {max(each['more_megabytes'] for each in every):.0f} MB")


def _line(
    size: int,
    name: str,
    ours: float,
    theirs: float | None = None,
    work: float = 0,
    bare_work: float = 0,
    *,
    goal: str = "",
) -> None:
    ratio = f"{(theirs or ours) / ours:8.2f}"
    worked = f"{bare_work / work:8.2f}" if work else ""
    _say(f"  {name:28}{size / ours:10,.0f} {ratio} {worked}{goal}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

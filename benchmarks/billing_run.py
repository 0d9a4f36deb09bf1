"""
What does a billing run cost beside one bare INSERT ... SELECT of the same charges? Both in one run.

    .venv/bin/python benchmarks/billing_run.py
    .venv/bin/python benchmarks/billing_run.py --sizes 50000 --rounds 5 --json figures.json

One employer has that many covers, four a person. A run asks a source that streams them, charges a
month and drafts the invoice; the bare statement writes the same rows to the same table, with its
indexes and keys, in one go, and looks for nothing. Sides take turns on the same database. Meanwhile
another process sends a command of that employer again and again: what it waits is printed.

- `charging`: the statements that find and write what is not charged yet;
- `chunks`: the whole transactions around them, with the cover that is compared, and their commits;
- `run`: everything, with the source and the document.

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
    bare = size / statistics.median(each["wall_s"] for each in found["bare"])
    _say(f"{size:,} covers, {len(found['runs'])} rounds; a month each")
    _say(f"  {'bare INSERT ... SELECT':28}{bare:10,.0f} rows/s   1.00")
    for name, what in (("charging", "charging_s"), ("chunks", "chunks_s"), ("run", "wall_s")):
        rate = size / statistics.median(each[what] for each in found["runs"])
        goal = f"   goal {GOAL}" if name == "charging" else ""
        _say(f"  {name:28}{rate:10,.0f} rows/s   {rate / bare:.2f}{goal}")
    cheap = statistics.median(each["server_s"] for each in found["bare"])
    for name in ("charging", "document") if cheap else ():
        ours = statistics.median(each[f"{name}_server_s"] for each in found["runs"])
        _say(f"  {f'{name}, processor time':28}{size / ours:10,.0f} rows/s   {cheap / ours:.2f}")
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


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

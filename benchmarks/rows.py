"""
How fast are synthetic rows beside the one statement that a person would write by hand?

    python benchmarks/rows.py
    python benchmarks/rows.py --rows 100000 --times 3

Fills the same table twice on one PostgreSQL of its own, in turn: with one bare INSERT ... SELECT
whose values somebody chose, and with what `wheelwright rehearse --rows` does. The table has a
primary key, a foreign key with its index, a unique column and one more index.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from wheelwright.adapters.databases import Databases
from wheelwright.adapters.servers import server

BARE = """
    INSERT INTO shop_order (customer_id, number, amount, placed_at)
    SELECT {low} + i %% {customers}, 'number ' || i, i %% 1000000,
        timestamptz '2020-01-01 00:00+00' + i * interval '1 minute'
    FROM generate_series(1, %s::bigint) AS i
"""
HERE = pathlib.Path(__file__).resolve().parent
FILL = HERE.parent / "packages" / "django-wheelwright" / "tests" / "kit" / "fill.py"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table")
    parser.add_argument("--times", type=int, default=1, help="rounds; the median is printed")
    options = parser.parse_args()
    bare, ours = [], []
    with server(None) as databases:
        for _ in range(options.times):
            database = databases.create()
            _say(f"{options.rows:,} rows as --rows makes them")
            ours.append(_ours(databases.url_of(database), options.rows))
            _say(f"{options.rows:,} rows by one bare statement")
            bare.append(_bare(databases, database, options.rows))
            databases.drop(database)
    one, other = statistics.median(bare), statistics.median(ours)
    sys.stdout.write(
        f"rows {options.rows:,}  bare INSERT ... SELECT {one:.2f} s  --rows {other:.2f} s  "
        f"ratio {other / one:.2f}  ({options.rows / other:,.0f} rows/s)\n"
    )


def _ours(url: str, rows: int) -> float:
    done = subprocess.run(
        [sys.executable, str(FILL), str(HERE / "apps"), "customers,shop", str(rows), "shop"],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    *events, last = [json.loads(line) for line in done.stdout.splitlines()]
    if any(event["event"] == "unfilled" for event in events):
        sys.exit(f"A table was not filled: {events}")
    return float(last["seconds"])


def _bare(databases: Databases, database: str, rows: int) -> float:
    """
    Into the same table, emptied, and with its statistics as the other side leaves them.
    """
    with databases.open(database) as connection:
        connection.execute("TRUNCATE shop_order RESTART IDENTITY")
        found = connection.execute("SELECT min(id), count(*) FROM customers_customer").fetchone()
        assert found is not None
        low, customers = found
        started = time.perf_counter()
        connection.execute(BARE.format(low=low, customers=customers).encode(), [rows])
        connection.execute("ANALYZE")
        return time.perf_counter() - started


def _say(what: str) -> None:
    sys.stderr.write(f"{what} ...\n")


if __name__ == "__main__":
    main()

"""
Is every day billed once while many change their cover and runs go on? A check, not a timing.

    .venv/bin/python benchmarks/billing_pressure.py
    .venv/bin/python benchmarks/billing_pressure.py --seconds 15 --clients 8

Clients of one employer enrol, end and enrol again, while billing runs follow each other. Afterwards
the charges of every cover and month must add up to the price of its days; the exit status is 1 if
any does not. The wheels are those of host/train.txt, or of the folder that --wheels names; a
PYTHONPATH with sources goes before both.
"""

import argparse
import json
import os
import pathlib
import sys

from stage.environment import HOST, STAGE, place

from wheelwright.adapters.servers import server


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=24)
    parser.add_argument("--wheels", type=pathlib.Path, help="a folder of wheels")
    options = parser.parse_args()
    where = place(host=HOST, wheels=options.wheels)
    with server(os.environ.get("DATABASE_URL")) as databases:
        name = databases.create()
        try:
            words = [str(STAGE / "billing_crowd.py"), str(options.seconds), str(options.clients)]
            said = where.say(databases.url_of(name), words, settings="billing_crowd_settings")
        finally:
            databases.drop(name)
    found = json.loads(said)
    for each in found["wrong"][:20]:
        sys.stdout.write(f"WRONG {each}\n")
    counts = ", ".join(f"{count} {what}" for what, count in found["counts"].items())
    sys.stdout.write(
        f"{counts}; {found['looked']} covers and months looked at, {len(found['wrong'])} wrong\n"
    )
    sys.exit(bool(found["wrong"]))


if __name__ == "__main__":
    main()

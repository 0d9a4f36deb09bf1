"""
Clients that enrol, end and enrol again while runs go on; then what was charged, and what it should be.

    cd benchmarks/stage; DJANGO_SETTINGS_MODULE=billing_crowd_settings python billing_crowd.py 60 24
"""

import collections
import datetime as dt
import json
import os
import random
import sys
import threading
import time
import uuid
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "billing_crowd_settings")
django.setup()

from changing_cover import EMPLOYER, PRICE, TABLE, put  # noqa: E402 - after Django's setup
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from billing_app import api  # noqa: E402
from billing_app.rules.parts import parts_of_month  # noqa: E402
from domain_kit.actor import Actor, Role  # noqa: E402
from domain_kit.money import Money  # noqa: E402
from domain_kit.periods import Period  # noqa: E402

FINANCE = Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({EMPLOYER}))
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 4, 30)
MONTHS = [Period.month(dt.date(2027, number, 1)) for number in range(1, 5)]
PEOPLE = 30  # of each client


class Crowd:
    """
    What the clients and the runs did, and what went wrong.
    """

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.counts: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []
        self.over = threading.Event()

    def client(self, number: int) -> None:
        """
        Change the cover of some people, each change and what billing is told in one transaction.
        """
        drawn = random.Random(number)  # noqa: S311 - no secret
        covers: dict[str, list[tuple[UUID, dt.date, dt.date | None]]] = {
            f"{number:02d}-{each:03d}": [] for each in range(PEOPLE)
        }
        try:
            while time.monotonic() < self.until:
                employee = drawn.choice(list(covers))
                self.change(drawn, employee, covers[employee])
        except Exception as exc:
            self.wrong.append(f"client {number}: {type(exc).__name__}: {exc}")
        finally:
            connections.close_all()

    def change(
        self,
        drawn: random.Random,
        employee: str,
        known: list[tuple[UUID, dt.date, dt.date | None]],
    ) -> None:
        """
        End the cover that is open, or begin the next one behind it.
        """
        if known and known[-1][2] is None:
            source, first, _ = known.pop()
            last = first + dt.timedelta(days=drawn.randrange(25))
            what = "ended"
        else:
            source, last, what = uuid.uuid4(), None, "enrolled"
            behind = known[-1][2] + dt.timedelta(days=1) if known and known[-1][2] else FIRST
            first = behind + dt.timedelta(days=drawn.randrange(6))
            if first > LAST:
                return
        with transaction.atomic():
            api.record_coverage(
                actor=FINANCE,
                idempotency_key=str(uuid.uuid4()),
                line=put(source, employee, first, last),
                month=first.replace(day=1),
            )
        known.append((source, first, last))
        self.counts[what] += 1

    def runs(self) -> None:
        """
        Bill, again and again, until the clients are done; and once more.
        """
        try:
            while not self.over.is_set():
                bill(f"run {self.counts['runs']}")
                self.counts["runs"] += 1
            bill("the last")
        except Exception as exc:
            self.wrong.append(f"run: {type(exc).__name__}: {exc}")
        finally:
            connections.close_all()


def bill(key: str) -> None:
    api.run_billing(
        actor=FINANCE,
        idempotency_key=key,
        employer_id=EMPLOYER,
        month=MONTHS[-1].start,
        issued_on=MONTHS[-1].start,
    )


def differences() -> tuple[int, list[str]]:
    """
    How many (cover, month) there are, and where their charges are not the price of their days.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, employee, starts_on, ends_on FROM project_cover")
        covers = cursor.fetchall()
        cursor.execute("SELECT source_id, month, sum(amount) FROM billing_app_charge GROUP BY 1, 2")
        charged = {(source, month): amount for source, month, amount in cursor.fetchall()}
    wanted: dict[tuple[UUID, dt.date], Money] = {}
    people = collections.defaultdict(list)
    for source, employee, first, last in covers:
        people[employee].append((first, source, Period.inclusive(first, last)))
    for parts in people.values():
        parts.sort()
        for month in MONTHS:
            within = [each for each in parts if each[2].overlaps(month)]
            prices = parts_of_month(PRICE, [each[2] for each in within], month)
            for (_, source, _), price in zip(within, prices, strict=True):
                wanted[source, month.start] = price
    wrong = []
    for place in wanted.keys() | charged.keys():
        found, due = Money.of(charged.get(place, 0), "GBP"), wanted.get(place, Money.zero("GBP"))
        if found != due:
            wrong.append(
                f"cover {place[0]} costs {due} in {place[1]:%Y-%m}, and was charged {found}"
            )
    return len(wanted), wrong


def main() -> None:
    seconds, clients = float(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    api.open_account(
        actor=FINANCE,
        idempotency_key="open",
        employer_id=EMPLOYER,
        legal_entity="Northern Mutual Ltd",
        currency="GBP",
        terms_days=30,
        time_zone="Europe/London",
    )
    crowd = Crowd(seconds)
    threads = [threading.Thread(target=crowd.client, args=[each]) for each in range(clients)]
    runs = threading.Thread(target=crowd.runs)
    for each in (*threads, runs):
        each.start()
    for each in threads:
        each.join()
    crowd.over.set()
    runs.join()
    looked, wrong = differences()
    json.dump({"counts": crowd.counts, "wrong": crowd.wrong + wrong, "looked": looked}, sys.stdout)


if __name__ == "__main__":
    main()

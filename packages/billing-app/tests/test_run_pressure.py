"""
Is every day billed once, whoever else is at work and whenever the process ends?
"""

import dataclasses
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
import uuid
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, connections

from billing_app import api, models
from billing_app.rules.parts import parts_of_month
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.conftest import cover, gbp

pytestmark = pytest.mark.django_db(transaction=True)
APRIL = dt.date(2027, 4, 1)


def bill(finance, key, month=APRIL):
    return api.run_billing(
        actor=finance, idempotency_key=key, employer_id=ids.ACME, month=month, issued_on=month
    )


class World:
    """
    What is covered. A source's line and what billing is told of it change together, as in one
    transaction of the host; `coverage` reads each as it stands.
    """

    def __init__(self, size):
        self.lines = {uuid.UUID(int=500 + number): None for number in range(size)}
        self.locks = {source: threading.Lock() for source in self.lines}

    def change(self, finance, source, days, month):
        with self.locks[source]:
            line = dataclasses.replace(cover(source=source), employee_id=source.int, coverage=days)
            api.record_coverage(
                actor=finance, idempotency_key=str(uuid.uuid4()), line=line, month=month
            )
            self.lines[source] = line

    def coverage(self, *, employer_id, month):
        lines = []
        for source, lock in self.locks.items():
            with lock:
                lines.append(self.lines[source])
        time.sleep(0.1)  # meanwhile some of it changes
        return [line for line in lines if line is not None and line.coverage is not None]


def require_right(world):
    for source, line in world.lines.items():
        for number in range(1, 5):
            month = Period.month(dt.date(2027, number, 1))
            days = line.coverage if line else None
            (price,) = parts_of_month(gbp("60.00"), [days], month) if days else (gbp("0"),)
            amounts = models.Charge.objects.filter(source_id=source, month=month.start)
            charged = sum((Money.of(c.amount, "GBP") for c in amounts), gbp("0"))
            assert charged == price, (source, month, days)


def test_covers_that_change_while_runs_go_on_cost_their_days(
    transactional_db, account, finance, monkeypatch
):
    world = World(12)
    monkeypatch.setattr(FixedCoverage, "coverage", lambda self, **asked: world.coverage(**asked))
    failed, billed_once = [], threading.Event()

    def client(number):
        drawn = random.Random(number)  # noqa: S311 - no secret
        mine = list(world.lines)[number::6]
        try:
            for place in range(12):  # a source with 25 charges that wait is parked
                if place == 6:
                    billed_once.wait()
                first = dt.date(2027, 1, 1) + dt.timedelta(days=drawn.randrange(89))
                days = drawn.choice(
                    [None, Period(start=first, end=None), Period(start=first, end=APRIL)]
                )
                month = dt.date(2027, drawn.randint(1, 4), 1)
                world.change(finance, drawn.choice(mine), days, month)
        except Exception as exc:
            failed.append(exc)
        finally:
            connections.close_all()

    clients = [threading.Thread(target=client, args=[number]) for number in range(6)]
    for each in clients:
        each.start()
    runs = 0
    while any(each.is_alive() for each in clients):
        runs += 1
        try:
            bill(finance, f"run {runs}")
        finally:
            billed_once.set()
    bill(finance, "the last")

    assert not failed
    assert runs > 1
    require_right(world)
    invoices = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=200)
    assert all(invoice.total.minor >= 0 for invoice in invoices)


BILLS = """
    import datetime as dt, os, signal, sys, uuid
    import django
    django.setup()
    from django.db import connection
    from billing_app import api
    from billing_app.services import carry_on
    from billing_app.testing import ids
    from billing_app.testing.fakes import FixedCoverage
    from domain_kit.actor import Actor, Role
    from domain_kit.money import Money
    from domain_kit.periods import Period

    carry_on._SMALLEST, carry_on._LARGEST, carry_on._first_size = 20, 40, lambda months: 40
    FixedCoverage.lines[:] = [
        api.CoverageLine(
            source_id=uuid.UUID(int=500 + number), employer_id=ids.ACME, employee_id=number,
            description="Private medical, Standard",
            coverage=Period(start=dt.date(2027, 4, 1), end=None), monthly=Money.of("60", "GBP"),
        )
        for number in range(120)
    ]
    left = int(sys.argv[1])

    def counted(execute, sql, params, many, context):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        api.run_billing(
            actor=Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({ids.ACME})),
            idempotency_key=sys.argv[2], employer_id=ids.ACME,
            month=dt.date(2027, 4, 1), issued_on=dt.date(2027, 4, 1),
        )
    print("done at", -left)
"""


def bills(left, key):
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path="/" + connection.settings_dict["NAME"]))
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BILLS), str(left), key],
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("left", [8, 23, 41, 54])
@pytest.mark.parametrize("again", ["the same key", "another key"])
def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(
    transactional_db, account, finance, left, again
):
    killed = bills(left, "the same key")
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    finished = bills(100_000, again)

    assert finished.returncode == 0, finished.stderr
    charged = models.Charge.objects.values_list("source_id", flat=True)
    assert len(charged) == len(set(charged)) == 120
    (invoice,) = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10)
    assert invoice.total == gbp("7200.00")

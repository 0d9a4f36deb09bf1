"""
What does a billing run of one size cost beside bare statements that write the same rows?

    cd benchmarks/stage; DJANGO_SETTINGS_MODULE=billing_settings python billing.py 50000 3
    … billing.py probe      another command of the same employer, until its input ends
"""

import collections
import datetime as dt
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "billing_settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after Django's setup
from django.db import connection, transaction  # noqa: E402
from generated_cover import EMPLOYER, GeneratedCover  # noqa: E402

from billing_app import api, models  # noqa: E402
from domain_kit.actor import Actor, Role  # noqa: E402

FINANCE = Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({EMPLOYER}))
# The rows of a month as the run makes them, by one statement that looks for nothing.
_BARE = """
    INSERT INTO billing_app_charge (
        id, account_id, source_id, employee_reference, month, kind, description, amount, amount_minor,
        dedupe_key, starts_on, ends_on, payer, tax_category, run_id, created_at
    )
    SELECT gen_random_uuid(), account_id, source_id, employee_reference, %(month)s::date,
        'recurring', description, monthly, (monthly * 100)::bigint,
        replace(account_id::text, '-', '') || ':' || source_id || ':' || %(word)s || ':0',
        %(month)s::date, %(last)s::date, 'employer', tax_category, %(run)s::uuid, clock_timestamp()
    FROM billing_app_cover ORDER BY source_id
"""
# The rows of the document of those charges, and each charge linked to its line.
_BARE_LINES = """
    INSERT INTO billing_app_invoiceline (
        id, invoice_id, position, description, employee_reference, amount, amount_minor, starts_on,
        ends_on, tax_category, kind, ledger
    )
    SELECT id, %(invoice)s, row_number() OVER (ORDER BY source_id), description, employee_reference,
        amount, amount_minor, starts_on, ends_on, tax_category, kind, 'premium-payable'
    FROM billing_app_charge WHERE account_id = %(account)s AND month = %(month)s
"""
_BARE_LINKS = """
    UPDATE billing_app_charge SET line_id = id WHERE account_id = %(account)s AND month = %(month)s
"""
# Statements of a chunk, by how they begin or what they write.
_KINDS = (
    ("charging", "INSERT INTO billing_app_charge"),
    ("document", "waiting AS ("),
    ("comparing", "billing_app_told"),
    ("comparing", "billing_app_news"),
    ("comparing", "billing_app_people"),
    ("comparing", "billing_app_cover"),
)


class Clock:
    """
    Where the time of a run goes: its statements by kind, the commits that check keys with what they
    commit, and its chunks from lock to commit.
    """

    def __init__(self) -> None:
        self.backend = _backend()
        self.kinds: dict[str, float] = collections.defaultdict(float)
        self.chunks: list[float] = []
        self._locked = 0.0
        self._written = "other"
        self._commit = connection.commit
        connection.commit = self.commit  # type: ignore[method-assign]

    def commit(self) -> None:
        """
        Commit, and count it as part of what was written.
        """
        began, busy = time.perf_counter(), _busy(self.backend)
        self._commit()
        self._count(self._written, began, busy)
        self._written = "other"

    def stop(self) -> None:
        """
        Let the connection commit by itself again.
        """
        connection.commit = self._commit  # type: ignore[method-assign]

    def _count(self, kind: str, began: float, busy: float) -> None:
        self.kinds[kind] += time.perf_counter() - began
        self.kinds[f"{kind}_server"] += _busy(self.backend) - busy

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        began, busy = time.perf_counter(), _busy(self.backend)
        if self._locked and "FROM billing_app_people" in sql:
            self.chunks.append(began - self._locked)  # the commit was the last before this
            self._locked = 0.0
        if "FOR NO KEY UPDATE" in sql and not self._locked:
            self._locked = began
        try:
            return execute(sql, params, many, context)
        finally:
            kind = next((kind for kind, word in _KINDS if word in sql), "other")
            if kind in ("charging", "document"):
                self._written = kind
            self._count(kind, began, busy)


def main() -> None:
    if sys.argv[1] == "probe":
        json.dump(probe(), sys.stdout)
        return
    size, rounds = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0)
    api.open_account(
        actor=FINANCE,
        idempotency_key="open",
        employer_id=EMPLOYER,
        legal_entity="Northern Mutual Ltd",
        currency="GBP",
        terms_days=30,
        time_zone="Europe/London",
    )
    GeneratedCover.size = 100
    run(0)  # warm: connection, imports and statements
    GeneratedCover.size = size
    found = {"first run": run(1), "runs": [], "bare": []}
    settle()
    for number in range(2, rounds + 2):
        for side in ("runs", "bare") if number % 2 else ("bare", "runs"):
            found[side].append(run(number) if side == "runs" else bare(number))
            settle()
    json.dump(found, sys.stdout)


def run(number: int) -> dict[str, float]:
    """
    What a run of a month cost, while another command of the employer comes again and again.
    """
    other = subprocess.Popen(
        [sys.executable, __file__, "probe"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    other.stdout.readline()
    clock, before, busy = Clock(), _memory(), _busy(_backend())
    began, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(clock):
        made = api.bill_employer(
            actor=FINANCE,
            idempotency_key=f"run {number}",
            employer_id=EMPLOYER,
            month=_month(number),
            issued_on=_month(number),
        )
    clock.stop()
    wall, cpu, after = time.perf_counter() - began, time.process_time() - cpu, _memory()
    waits = json.loads(other.communicate()[0])
    assert made is not None
    assert made.invoice_id is not None
    return {
        "charged": made.charged,
        "wall_s": wall,
        "process_s": cpu,
        "server_s": _busy(clock.backend) - busy,
        "chunks": len(clock.chunks),
        "chunks_s": sum(clock.chunks),
        "longest_chunk_s": max(clock.chunks),
        **{f"{kind}_s": seconds for kind, seconds in clock.kinds.items()},
        **waits,
        "more_megabytes": after - before,
    }


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _busy(backend: int) -> float:
    """
    Seconds that the server's process has worked, to the nanosecond; 0 where it is not on this machine.
    """
    try:
        return int(pathlib.Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        return 0.0


def bare(number: int) -> dict[str, float]:
    """
    What statements cost that write the same rows to the same tables, for a month of their own, and
    look for nothing: the charges, and then their lines and links.
    """
    month = dt.date(2040, number, 1)
    account, row = models.BillingAccount.objects.get(), models.BillingRun.objects.first()
    assert row is not None
    invoice = models.Invoice.objects.create(account=account, issued_on=month, due_on=month)
    values = {
        "account": account.pk,
        "month": month,
        "last": month + dt.timedelta(days=27),
        "word": f"{month:%Y-%m}",
        "run": row.pk,
        "invoice": invoice.pk,
    }
    charges = _timed(values, _BARE)
    document = _timed(values, _BARE_LINES, _BARE_LINKS)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM billing_app_charge WHERE month >= '2040-01-01'")
    models.InvoiceLine.objects.filter(invoice=invoice).delete()
    return {
        "charging_s": charges[0],
        "charging_server_s": charges[1],
        "document_s": document[0],
        "document_server_s": document[1],
    }


def _timed(values: dict[str, object], *statements: str) -> tuple[float, float]:
    """
    Seconds of the statements in one transaction, and those that the server worked.
    """
    backend = _backend()
    began, busy = time.perf_counter(), _busy(backend)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
            assert cursor.rowcount >= GeneratedCover.size
    return time.perf_counter() - began, _busy(backend) - busy


def settle() -> None:
    """
    So that neither side pays for what the other left behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def probe() -> dict[str, float]:
    """
    How long one command of the employer takes, again and again, until nobody reads on.
    """
    connection.ensure_connection()
    ended, waits = threading.Event(), []
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(10**9):
        began = time.perf_counter()
        api.change_account(
            actor=FINANCE,
            idempotency_key=f"{os.getpid()} {number}",
            employer_id=EMPLOYER,
            terms_days=30 + number % 2,
        )
        waits.append(time.perf_counter() - began)
        if ended.wait(0.02):
            break
    return {
        "waits": len(waits),
        "wait_median_s": statistics.median(waits),
        "wait_longest_s": max(waits),
    }


def _month(number: int) -> dt.date:
    return dt.date(2027 + number // 12, number % 12 + 1, 1)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

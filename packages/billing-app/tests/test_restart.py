"""
Is anything lost or done twice when the server dies in the middle, and comes again?
"""

import pathlib
import shutil
import tempfile
import textwrap

import psycopg
import pytest

from tests.own_server import OwnServer

PEOPLE = 120
MIGRATE = """
import sys
from django.core.management import call_command
call_command("migrate", *sys.argv[1:], verbosity=0)
"""
# The statement that makes no progress any more: the server is dead before it.
COUNTED = """
import sys
from django.db import connection
from tests.own_server import kill

left, how = int(sys.argv[1]), sys.argv[2]

def counted(execute, sql, params, many, context):
    global left
    if WORD in sql:
        left -= 1
        if left == 0:
            kill(how)
    return execute(sql, params, many, context)
"""
BILLS = """
import datetime as dt, uuid
from billing_app import api
from billing_app.services import carry_on
from billing_app.testing.fakes import FixedCoverage
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period

carry_on._SMALLEST, carry_on._LARGEST, carry_on._first_size = 20, 40, lambda months: 40
employer = uuid.UUID(sys.argv[3])
finance = Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({employer}))
api.open_account(
    actor=finance, idempotency_key="open", employer_id=employer, currency="GBP", terms_days=30,
    legal_entity="Northern Mutual Ltd", time_zone="Europe/London",
)
FixedCoverage.lines[:] = [
    api.CoverageLine(
        source_id=uuid.uuid5(employer, str(number)), employer_id=employer, employee_id=number,
        description="Private medical, Standard",
        coverage=Period(start=dt.date(2027, 4, 1), end=None), monthly=Money.of("60", "GBP"),
    )
    for number in range(120)
]
with connection.execute_wrapper(counted):
    made = api.run_billing(
        actor=finance, idempotency_key="run", employer_id=employer,
        month=dt.date(2027, 4, 1), issued_on=dt.date(2027, 4, 1),
    )
print(made.total)
"""
FILLS = """
from django.core.management import call_command
with connection.execute_wrapper(counted):
    call_command("migrate", "billing_app", "0104", verbosity=0)
"""
ROWS = 4000


@pytest.fixture(scope="module")
def server():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="billing-restart-"))
    folder.chmod(0o711)
    own = OwnServer(folder)
    try:
        own.start()
        yield own
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server):
    """
    The server with the tables of this release.
    """
    if ask(server, "SELECT to_regclass('billing_app_endpoint')") == (None,):
        done(server.run(MIGRATE))
    return server


def done(ended):
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def counted(code, word):
    return f"WORD = {word!r}\n{textwrap.dedent(COUNTED)}{code}"


def ask(server, sql, *params):
    with psycopg.connect(server.url) as connection:
        return connection.execute(sql, params or None).fetchone()


def test_a_backfill_goes_on_after_the_server_died_under_it(server):
    done(server.run(MIGRATE, "billing_app", "0102"))
    with psycopg.connect(server.url) as connection:
        connection.execute(
            "INSERT INTO billing_app_account"
            " (id, employer_id, legal_entity, currency, terms_days, time_zone)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'Northern', 'GBP', 30, 'Europe/London')"
        )
        connection.execute(
            "INSERT INTO billing_app_payment (id, account_id, amount, received_on, reference)"
            " SELECT gen_random_uuid(), account.id, 60, '2026-05-31', 'BACS ' || number"
            " FROM billing_app_account account, generate_series(1, %s) AS number",
            [ROWS],
        )
    fills = counted(FILLS, "UPDATE domain_kit_backfill SET last_key")
    broken = server.run(fills, "2", "killed")
    assert "OperationalError" in broken.stderr, broken.stderr
    server.restart()
    begun = ask(server, "SELECT count(*) FROM billing_app_journal_entry")
    assert 0 < begun[0] < ROWS

    done(server.run(fills, "0", "killed"))

    assert ask(
        server,
        "SELECT count(*), count(DISTINCT subject), (SELECT sum(amount) FROM billing_app_posting)::int,"
        " (SELECT sum(amount) FROM billing_app_posting WHERE ledger = 'cash')::int,"
        " (SELECT rows_changed FROM domain_kit_backfill WHERE name = 'opening_payments')"
        " FROM billing_app_journal_entry",
    ) == (ROWS, ROWS, 0, 60 * ROWS, ROWS)


@pytest.mark.parametrize(
    ("word", "left", "how", "employer"),
    [
        ("INSERT INTO billing_app_charge", 2, "immediate", 1),
        ("waiting AS (", 1, "killed", 2),
    ],
    ids=["charging", "drafting"],
)
def test_a_run_goes_on_after_the_server_died_under_it(database, word, left, how, employer):
    words = (how, f"00000000-0000-0000-0000-{employer:012d}")
    broken = database.run(counted(BILLS, word), str(left), *words)
    assert "OperationalError" in broken.stderr, broken.stderr
    database.restart()

    said = done(database.run(counted(BILLS, word), "0", *words))

    assert said.strip() == "7200.00 GBP"
    assert ask(
        database,
        "SELECT count(*), count(DISTINCT source_id), count(line_id), sum(amount)::int"
        " FROM billing_app_charge JOIN billing_app_account account ON account.id = account_id"
        " WHERE employer_id = %s",
        words[1],
    ) == (PEOPLE, PEOPLE, PEOPLE, 60 * PEOPLE)

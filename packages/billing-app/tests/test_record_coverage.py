"""
Does recording cover take few statements, and does it know the keys of older releases?
"""

import dataclasses
import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from billing_app import api, models
from billing_app.testing import ids
from domain_kit.actor import Actor, Role
from domain_kit.errors import IdempotencyConflict
from domain_kit.idempotency import once_answering, run_once
from domain_kit.money import CurrencyMismatch, Money
from tests.conftest import FEBRUARY, SOURCE, cover, drafted, gbp

CHARGED = [
    "INSERT INTO billing_app_command",
    "UPDATE billing_app_account",
    "WITH billing_app_cover",
    "WITH billing_app_charge",
    "UPDATE billing_app_command",
]


def record(actor, line, *, month=FEBRUARY, key="r"):
    return api.record_coverage(actor=actor, idempotency_key=key, line=line, month=month)


def months_charged(finance, count):
    for month in range(1, count + 1):
        record(finance, cover(), month=dt.date(2027, month, 1), key=f"m{month}")


def statements(queries):
    """
    Each statement's verb and table.
    """
    found = []
    for query in queries:
        words = query["sql"].replace('"', "").split()
        if words[0] in ("INSERT", "UPDATE"):
            found.append(" ".join(words[: 3 if words[0] == "INSERT" else 2]))
        elif "SAVEPOINT" in words:
            found.append("SAVEPOINT")
        elif words[0] == "WITH":
            found.append(f"WITH {words[words.index('INTO') + 1]}")
        else:
            table = words[words.index("FROM") + 1] if "FROM" in words else ""
            found.append(f"{words[0]} {table}".strip())
    return found


def inside_a_command(execute):
    """
    As an enrolment does it: the charge belongs to another domain's command.
    """
    return once_answering(
        models.CommandRecord,
        actor=Actor.system("enrolments"),
        idempotency_key="outer",
        command="enrol",
        request={},
        execute=execute,
        encode=lambda _: None,
        decode=lambda _: None,
    )


class TestStatements:
    def test_a_charge_inside_another_command_takes_five(self, account):
        def execute():
            with CaptureQueriesContext(connection) as queries:
                record(Actor.system("enrolments"), cover())
            return queries.captured_queries

        assert statements(inside_a_command(execute)) == CHARGED

    @pytest.mark.parametrize("months", [2, 9])
    def test_any_number_of_months_takes_as_many(self, account, finance, months):
        months_charged(finance, months)

        with CaptureQueriesContext(connection) as queries:
            made = record(finance, cover("90.00"), key="dearer")

        assert len(made) == months
        assert [each for each in statements(queries) if "SAVEPOINT" not in each] == CHARGED

    def test_nothing_to_charge_adds_nothing(self, account, finance):
        record(finance, cover())

        with CaptureQueriesContext(connection) as queries:
            record(finance, cover(), key="again")

        assert "WITH billing_app_charge" in statements(queries)
        assert models.Charge.objects.count() == 1

    def test_the_account_is_locked_by_the_statement_that_finds_it(self, account, finance):
        with CaptureQueriesContext(connection) as queries:
            record(finance, cover())

        touching = [q["sql"] for q in queries if "billing_app_account " in q["sql"]]
        assert touching[0].split()[0] == "UPDATE"


class TestAnswers:
    def test_what_is_answered_is_what_is_stored(self, account, finance):
        months_charged(finance, 3)

        made = record(finance, cover("90.00"), key="dearer")

        stored = [
            charge
            for charge in api.list_charges(actor=finance, employer_id=ids.ACME)
            if charge.kind is api.ChargeKind.ADJUSTMENT
        ]
        assert made == tuple(stored)
        assert [charge.month.start.month for charge in made] == [1, 2, 3]

    def test_a_retry_is_answered_the_same_whatever_has_changed_since(self, account, finance):
        first = record(finance, cover())
        record(finance, cover("90.00"), key="dearer")

        assert record(finance, cover()) == first

    def test_a_refusal_inside_another_command_undoes_that_one(self, db, finance):
        with pytest.raises(api.AccountNotFound):
            inside_a_command(lambda: record(finance, cover()))

        assert not models.CommandRecord.objects.exists()

    def test_a_refusal_in_a_callers_own_block_can_be_caught(self, account, finance):
        yen = dataclasses.replace(cover(), monthly=Money.of("9000", "JPY"))
        with transaction.atomic():
            with pytest.raises(CurrencyMismatch):
                record(finance, yen)

            assert len(record(finance, cover())) == 1


class TestKeys:
    @pytest.fixture
    def by_an_older_release(self, account, finance):
        """
        A record as 2.3.3 wrote it: under the employer, whoever asked.
        """
        (charge,) = record(finance, cover(), key="made")
        line = cover()
        run_once(
            models.CommandRecord,
            scope=str(ids.ACME),
            key="r",
            command="record_coverage",
            request={
                "source": str(line.source_id),
                "coverage": str(line.coverage),
                "monthly": str(line.monthly),
                "employee": line.employee_id,
                "description": line.description,
                "month": "2027-02",
            },
            execute=lambda: [charge.id],
            encode=lambda made: [str(each) for each in made],
            decode=lambda stored: stored,
        )
        return charge

    def test_a_retry_of_an_older_releases_command_is_answered(self, by_an_older_release, finance):
        assert record(finance, cover()) == (by_an_older_release,)

    def test_so_is_one_by_the_system(self, by_an_older_release):
        assert record(Actor.system("enrolments"), cover()) == (by_an_older_release,)

    def test_a_key_of_an_older_release_serves_one_description(self, by_an_older_release, finance):
        with pytest.raises(IdempotencyConflict):
            record(finance, dataclasses.replace(cover(), description="Dental"))

    def test_a_key_of_another_command_is_still_a_conflict(self, account, finance):
        drafted(finance, account, key="taken")

        with pytest.raises(IdempotencyConflict):
            record(finance, cover(), key="taken")

    @pytest.mark.parametrize(
        "employers", [frozenset(), frozenset({ids.ACME, ids.GLOBEX})], ids=["all", "both"]
    )
    def test_two_employers_with_one_key_of_one_actor_never_meet(self, account, employers):
        actor = Actor(
            id="olga", role=Role.OPERATOR, employer_ids=employers, all_employers=not employers
        )
        api.open_account(
            actor=actor,
            idempotency_key="open",
            employer_id=ids.GLOBEX,
            legal_entity="Northern Mutual Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        ours = record(actor, cover())

        theirs = record(actor, dataclasses.replace(cover(), employer_id=ids.GLOBEX))

        assert [charge.amount for charge in (*ours, *theirs)] == [gbp("60.00")] * 2
        assert ours != theirs


@pytest.mark.django_db(transaction=True)
def test_c_25_changes_at_the_same_moment_charge_once(account, finance):
    def change(number: int) -> None:
        record(finance, cover("90.00"), key=f"change {number}")
        connection.close()

    threads = [threading.Thread(target=change, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    charges = api.list_charges(actor=finance, employer_id=ids.ACME)
    assert [(charge.source_id, charge.amount) for charge in charges] == [(SOURCE, gbp("90.00"))]

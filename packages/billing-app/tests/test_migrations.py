"""
Does 2.3.1 repair what 2.3.0 failed on, from wherever a host stands?
"""

import importlib

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.upgrading import ask, migrate, start_at

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("billing_app", "0002_attempt_idempotency_key")]
FAILED = "0003_unique_attempt_reference"
CONSTRAINT = "one_attempt_per_gateway_reference"


@pytest.fixture
def on_2_2_0():
    """
    The schema just before 0003, with attempts of 2.2.0 in it; afterwards the newest schema again.
    """
    start_at(BEFORE)
    MigrationRecorder(connection).record_unapplied("billing_app", FAILED)
    models = MigrationExecutor(connection).loader.project_state(BEFORE).apps
    account = models.get_model("billing_app", "BillingAccount").objects.create(
        employer_id="01900000-0000-7000-8000-00000000000a", currency="GBP", terms_days=30
    )
    invoice = models.get_model("billing_app", "Invoice").objects.create(
        account=account, issued_on="2026-05-31", due_on="2026-06-30", status="sent"
    )

    def attempt(status: str, reference: str | None):
        return models.get_model("billing_app", "PaymentAttempt").objects.create(
            invoice=invoice,
            status=status,
            amount=60,
            gateway="StripeGateway",
            gateway_reference=reference,
        )

    yield attempt
    start_at()


def apply_2_3_0() -> None:
    """
    What 2.3.0 does at 0003: the released operations, and the record of them if they succeed.
    """
    module = importlib.import_module(f"billing_app.migrations.{FAILED}")
    migration = module.Migration(FAILED, "billing_app")
    state = MigrationExecutor(connection).loader.project_state(BEFORE)
    with connection.schema_editor(atomic=False) as editor:
        migration.apply(state, editor)
    MigrationRecorder(connection).record_applied("billing_app", FAILED)


def references() -> list[tuple]:
    return ask(
        "SELECT status, gateway_reference FROM billing_app_paymentattempt ORDER BY created_at, id"
    )


def is_constrained() -> bool:
    return ask(f"SELECT convalidated FROM pg_constraint WHERE conname = '{CONSTRAINT}'") == [
        (True,)
    ]


class TestFrom220:
    def test_the_succeeded_attempt_keeps_the_reference(self, on_2_2_0):
        on_2_2_0("declined", "ch_1")
        succeeded = on_2_2_0("succeeded", "ch_1")

        migrate()

        assert references() == [("declined", None), ("succeeded", "ch_1")]
        assert is_constrained()
        ((kept, reference),) = ask(
            "SELECT kept_id, gateway_reference FROM billing_app_repairedattempt"
        )
        assert (kept, reference) == (succeeded.id, "ch_1")

    def test_or_else_the_oldest(self, on_2_2_0):
        on_2_2_0("declined", "ch_1")
        on_2_2_0("unavailable", "ch_1")

        migrate()

        assert references() == [("declined", "ch_1"), ("unavailable", None)]

    def test_attempts_without_a_reference_are_left_alone(self, on_2_2_0):
        on_2_2_0("declined", None)
        on_2_2_0("declined", None)

        migrate()

        assert ask("SELECT count(*) FROM billing_app_repairedattempt") == [(0,)]

    def test_can_be_undone(self, on_2_2_0):
        on_2_2_0("declined", "ch_1")
        on_2_2_0("succeeded", "ch_1")
        migrate([("billing_app", "0005_references_are_unique")])

        migrate([("billing_app", "0003_repaired_attempt")])

        assert references() == [("declined", "ch_1"), ("succeeded", "ch_1")]


class TestFrom230:
    def test_a_host_that_failed_half_way_recovers(self, on_2_2_0):
        on_2_2_0("declined", "ch_1")
        on_2_2_0("succeeded", "ch_1")
        with pytest.raises(IntegrityError):
            apply_2_3_0()
        assert ask(
            f"SELECT indisvalid FROM pg_index WHERE indexrelid = '{CONSTRAINT}'::regclass"
        ) == [(False,)]

        migrate()

        assert references() == [("declined", None), ("succeeded", "ch_1")]
        assert is_constrained()

    def test_a_host_that_applied_it_has_nothing_to_repair(self, on_2_2_0):
        on_2_2_0("succeeded", "ch_1")
        apply_2_3_0()

        migrate()

        assert references() == [("succeeded", "ch_1")]
        assert is_constrained()
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []

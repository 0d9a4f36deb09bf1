"""
Do events arrive once or more, and in order, whatever crashes?
"""

import json
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from billing_app import api, models
from billing_app.rules.signature import require_signature
from billing_app.services import relay_outbox as relaying
from billing_app.services.publish import publish
from billing_app.testing import ids
from domain_kit.actor import Actor
from tests.conftest import pay, sent
from tests.receivers import Receiver, due_again, heard, register, relay

pytestmark = pytest.mark.django_db(transaction=True)


class TestRelay:
    def test_an_event_arrives_signed(self, finance, account, endpoint):
        invoice = sent(finance, account)

        assert relay() == api.RelayPass(published=1, delivered=1, failed=0, given_up=0)
        ((path, headers, body),) = Receiver.got
        event = models.OutboxEvent.objects.get()
        assert path == "/hook?x=1"
        assert require_signature([endpoint.secret], headers, body, now=timezone.now()) == str(
            event.id
        )
        assert json.loads(body)["data"]["invoice_id"] == str(invoice.id)
        assert relay().delivered == 0

    def test_only_the_topics_and_the_employer_it_is_for(self, finance, account, url):
        register(finance, url, "voids", topics=[api.Topic.INVOICE_VOIDED])
        stranger = Actor(id="gus", role=finance.role, employer_ids=frozenset({ids.GLOBEX}))
        api.register_endpoint(actor=stranger, idempotency_key="g", url=url, employer_id=ids.GLOBEX)
        invoice = sent(finance, account)
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)
        relay()

        assert [each["type"] for each in heard()] == ["InvoiceVoided"]

    def test_c_40_a_crash_before_the_call_loses_nothing(
        self, finance, account, endpoint, monkeypatch
    ):
        sent(finance, account)

        def crash(*_: object) -> None:
            raise SystemExit

        monkeypatch.setattr(relaying, "_send", crash)
        with pytest.raises(SystemExit):
            relay()
        monkeypatch.undo()
        assert relay().delivered == 0  # another relay may be at it
        models.WebhookDelivery.objects.update(leased_until=timezone.now())

        assert relay().delivered == 1

    def test_c_40_a_crash_after_the_call_sends_the_same_id_again(
        self, finance, account, endpoint, monkeypatch
    ):
        sent(finance, account)

        def crash(*_: object) -> None:
            raise SystemExit

        monkeypatch.setattr(relaying, "_end", crash)
        with pytest.raises(SystemExit):
            relay()
        monkeypatch.undo()
        models.WebhookDelivery.objects.update(leased_until=timezone.now())
        relay()

        assert len(Receiver.got) == 2
        assert len({headers["Webhook-Id"] for _, headers, _ in Receiver.got}) == 1

    def test_c_40_two_relays_keep_the_order_of_each_aggregate(self, finance, account, endpoint):
        for number in range(6):
            invoice = sent(finance, account, key=f"i{number}")
            pay(finance, invoice, "60.00", key=f"p{number}")
        Receiver.script.extend([(500, {}), (503, {"Retry-After": "0"})])

        def run() -> None:
            relay()
            connection.close()

        for _ in range(3):
            threads = [threading.Thread(target=run) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            due_again()
        told: dict[str, list[int]] = {}
        for each in heard():
            told.setdefault(each["aggregate"], []).append(each["sequence"])

        assert len(told) == 6
        # A try that failed is told twice, and never after a later one.
        assert all(order == sorted(order) and set(order) == {1, 2, 3} for order in told.values())

    def test_c_40_an_earlier_event_that_is_not_published_keeps_later_ones(
        self, finance, account, endpoint
    ):
        invoice = sent(finance, account)
        publish(limit=10)
        pay(finance, invoice, "60.00")
        publish(limit=10)
        models.OutboxEvent.objects.filter(sequence=1).update(published_at=None)
        models.WebhookDelivery.objects.filter(sequence=1).delete()

        assert relaying._claim(endpoint.endpoint.id) is None

    def test_no_lock_is_held_during_the_call(self, finance, account, endpoint):
        held: list[int] = []

        def look() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'"
                )
                held.append(cursor.fetchone()[0])
            connection.close()

        Receiver.inside.append(look)
        sent(finance, account)
        relay()

        assert held == [0]

    def test_it_does_not_run_in_a_transaction(self):
        with pytest.raises(api.MustNotBeInTransaction), transaction.atomic():
            relay()

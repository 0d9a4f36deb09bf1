"""
What does a relay do about what a receiver answers?
"""

import contextlib
import datetime as dt
import socket
import threading

import pytest
from django.utils import timezone

from billing_app import api, models
from billing_app.services import post as posting
from tests.conftest import sent
from tests.receivers import (
    SYSTEM,
    Receiver,
    due_again,
    relay,
)

pytestmark = pytest.mark.django_db(transaction=True)


class TestAnswers:
    @pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 500])
    def test_c_39_it_is_tried_again_and_a_redirect_is_not_followed(
        self, finance, account, endpoint, url, status
    ):
        Receiver.script.append((status, {"Location": url}))
        sent(finance, account)

        assert relay().failed == 1
        assert len(Receiver.got) == 1
        assert models.WebhookDelivery.objects.get().next_at > timezone.now()
        due_again()
        assert relay().delivered == 1

    def test_c_39_410_disables_the_endpoint(self, finance, account, endpoint):
        Receiver.script.append((410, {}))
        sent(finance, account)
        relay()
        sent(finance, account, key="later")
        relay()

        (now,) = api.list_endpoints(actor=finance)
        assert now.disabled_at is not None
        assert len(Receiver.got) == 1
        assert [each.kind for each in api.list_alerts(actor=SYSTEM)] == ["endpoint-disabled"]

    @pytest.mark.parametrize("status", [429, 503])
    def test_c_39_retry_after_slows_the_endpoint_down(self, finance, account, endpoint, status):
        Receiver.script.append((status, {"Retry-After": "3600"}))
        sent(finance, account)
        sent(finance, account, key="other")
        relay()

        assert len(Receiver.got) == 1  # the other one waits as well
        row = models.WebhookEndpoint.objects.get()
        assert row.paused_until > timezone.now() + dt.timedelta(minutes=59)

    def test_c_39_after_ten_tries_a_person_looks_at_it(self, finance, account, endpoint):
        Receiver.script.extend([(500, {})] * 10)
        invoice = sent(finance, account)
        for _ in range(9):
            assert relay().failed == 1
            due_again()

        assert relay().given_up == 1
        assert [each.kind for each in api.list_alerts(actor=SYSTEM)] == ["event-not-delivered"]
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)
        assert relay().delivered == 1

    def test_a_receiver_that_never_answers_holds_no_relay(
        self, finance, account, endpoint, monkeypatch
    ):
        monkeypatch.setattr(posting, "STEP_SECONDS", 0.1)
        release = threading.Event()
        Receiver.inside.append(lambda: release.wait(10))
        sent(finance, account)

        assert relay().failed == 1
        release.set()
        assert "imeout" in models.WebhookDelivery.objects.get().detail

    def test_a_receiver_that_answers_a_byte_at_a_time_holds_no_relay(self, settings, monkeypatch):
        monkeypatch.setattr(posting, "CALL_SECONDS", 0.3)
        stop = threading.Event()
        listener = socket.create_server(("127.0.0.1", 0))

        def drip() -> None:
            peer, _ = listener.accept()
            with contextlib.suppress(OSError):
                while not stop.wait(0.05):
                    peer.sendall(b"H")
            peer.close()

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        answer = posting.post(url, {}, b"{}", loopback=True)
        stop.set()
        thread.join()
        listener.close()

        assert answer.status is None

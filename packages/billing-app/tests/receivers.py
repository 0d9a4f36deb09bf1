"""
Who hears the events of a test, and how are they sent?
"""

import http.server
import json
import threading
from typing import ClassVar

import pytest
from django.utils import timezone

from billing_app import api, models
from billing_app.testing import ids
from domain_kit.actor import Actor

SYSTEM = Actor.system("tests")


class Receiver(http.server.BaseHTTPRequestHandler):
    """
    Answers what `script` says, in order, and then 204; keeps what it was sent.
    """

    script: ClassVar[list[tuple[int, dict[str, str]]]] = []
    got: ClassVar[list[tuple[str, dict[str, str], bytes]]] = []
    inside: ClassVar[list[object]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), body))
        for act in self.inside:
            act()
        status, headers = self.script.pop(0) if self.script else (204, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url(settings):
    settings.BILLING_WEBHOOK_LOOPBACK = True
    for kept in (Receiver.script, Receiver.got, Receiver.inside):
        kept.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook?x=1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def endpoint(finance, account, url):
    return register(finance, url)


def register(finance, url, key="endpoint", **more):
    return api.register_endpoint(
        actor=finance, idempotency_key=key, url=url, employer_id=ids.ACME, **more
    )


def relay(**more) -> api.RelayPass:
    return api.relay_outbox(actor=SYSTEM, **more)


def topics() -> list[str]:
    return list(models.OutboxEvent.objects.order_by("id").values_list("topic", flat=True))


def heard() -> list[dict]:
    return [json.loads(body) for _, _, body in Receiver.got]


def due_again() -> None:
    models.WebhookDelivery.objects.update(next_at=timezone.now(), leased_until=None)
    models.WebhookEndpoint.objects.update(paused_until=None)

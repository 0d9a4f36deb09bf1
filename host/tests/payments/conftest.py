"""
A payment service on this machine, and what is asked of it.
"""

import http.server
import json
import threading
import uuid

import pytest

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters.stripe_gateway import client

ATTEMPT = uuid.UUID(int=5)
REQUEST = billing.ChargeRequest(
    account_id=uuid.UUID(int=4),
    amount=Money.of("60.00", "GBP"),
    currency="GBP",
    attempt_id=ATTEMPT,
    description="Invoice 000001",
)


class Stripe(http.server.BaseHTTPRequestHandler):
    """
    A payment service on this machine that says what the test wrote down.
    """

    status = 200
    body: object = {}
    raw: bytes | None = None
    silent = False
    answers = threading.Event()
    seen: list[tuple[str, str, str]] = []

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = self.rfile.read(length).decode()
        self.seen.append((self.path, self.headers.get("Idempotency-Key", ""), sent))
        self.answers.wait(20)
        if self.silent:
            self.close_connection = True
            return
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.raw or json.dumps(self.body).encode())

    do_GET = do_POST

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stripe(settings):
    Stripe.status, Stripe.body, Stripe.raw, Stripe.silent = 200, {}, None, False
    Stripe.seen.clear()
    Stripe.answers.set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stripe)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.STRIPE_API_BASE = f"http://127.0.0.1:{server.server_port}"
    settings.STRIPE_SECRET_KEY = "sk_test"
    yield Stripe
    Stripe.answers.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 0.1)

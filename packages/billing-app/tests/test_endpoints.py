"""
Where may events go, and who says so?
"""

import json
import socket

import pytest
from django.utils import timezone

from billing_app import api, models
from billing_app.rules.signature import require_signature
from billing_app.services import post as posting
from billing_app.testing import ids
from tests.conftest import pay, sent
from tests.receivers import Receiver, register, relay

pytestmark = pytest.mark.django_db(transaction=True)


class TestAddresses:
    def resolve(self, monkeypatch, *addresses: str) -> list[tuple]:
        called: list[tuple] = []

        def found(host, port, **_: object):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

        def connect(address, timeout):
            called.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", found)
        monkeypatch.setattr(socket, "create_connection", connect)
        return called

    @pytest.mark.parametrize(
        "addresses",
        [["10.0.0.1"], ["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:169.254.169.254"]],
    )
    def test_c_39_a_name_of_our_own_network_is_not_called(self, monkeypatch, addresses):
        called = self.resolve(monkeypatch, *addresses)

        answer = posting.post("https://example.com/", {}, b"{}", loopback=False)

        assert (called, answer.status) == ([], None)
        assert "EndpointNotAllowed" in answer.reason

    def test_c_39_the_address_that_was_looked_at_is_called(self, monkeypatch):
        called = self.resolve(monkeypatch, "93.184.216.34")

        posting.post("https://example.com/", {}, b"{}", loopback=False)

        assert called == [("93.184.216.34", 443)]

    @pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"])
    def test_c_39_this_machine_is_not_called_by_any_name(self, host):
        answer = posting.post(f"https://{host}/", {}, b"{}", loopback=False)

        assert answer.status is None
        assert "Connection" not in answer.reason

    def test_http_is_for_tests_only(self, finance, account):
        with pytest.raises(api.EndpointNotAllowed):
            register(finance, "http://example.com/")


class TestEndpoints:
    def test_a_secret_is_shown_once(self, finance, endpoint, url):
        assert endpoint.secret.startswith("whsec_")
        again = register(finance, url)

        assert (again.endpoint, again.secret) == (endpoint.endpoint, None)
        assert endpoint.secret not in repr(endpoint)
        assert not any("secret" in name for name in api.Endpoint.__slots__)
        assert "whsec" not in json.dumps(list(models.CommandRecord.objects.values()), default=str)

    def test_for_a_day_both_secrets_sign(self, finance, account, endpoint):
        new = api.rotate_secret(
            actor=finance, idempotency_key="rotate", endpoint_id=endpoint.endpoint.id
        )
        sent(finance, account)
        relay()
        models.WebhookEndpoint.objects.update(former_until=timezone.now())
        sent(finance, account, key="later")
        relay()

        (_, first, body), (_, second, later) = Receiver.got
        now = timezone.now()
        for secret in (endpoint.secret, new.secret):
            require_signature([secret], first, body, now=now)
        require_signature([new.secret], second, later, now=now)
        with pytest.raises(api.SignatureInvalid):
            require_signature([endpoint.secret], second, later, now=now)

    def test_a_disabled_one_gets_nothing(self, finance, account, endpoint):
        sent(finance, account)
        done = api.disable_endpoint(
            actor=finance, idempotency_key="off", endpoint_id=endpoint.endpoint.id, reason="moved"
        )
        relay()

        assert (done.disabled_reason, Receiver.got) == ("moved", [])

    def test_another_employer_does_not_see_it(self, stranger, endpoint):
        assert api.list_endpoints(actor=stranger) == ()
        with pytest.raises(api.EndpointNotFound):
            api.rotate_secret(actor=stranger, idempotency_key="r", endpoint_id=endpoint.endpoint.id)

    def test_only_who_acts_for_all_hears_of_all(self, finance, url):
        with pytest.raises(Exception, match="fay"):
            api.register_endpoint(actor=finance, idempotency_key="all", url=url)

    def test_an_unknown_topic_is_refused(self, finance, account, url):
        with pytest.raises(api.UnusableValue):
            register(finance, url, topics=["Everything"])

    def test_the_router_speaks_of_them(self, client, finance, account, url):
        made = client.post(
            "/billing/webhook-endpoints",
            json.dumps({"url": url, "employer_id": str(ids.ACME), "topics": ["InvoicePaid"]}),
            content_type="application/json",
            headers={"Idempotency-Key": "one"},
        )
        listed = client.get("/billing/webhook-endpoints").json()

        assert made.status_code == 201
        assert listed["items"] == [made.json()["endpoint"]]
        assert "secret" not in json.dumps(listed)

    def test_what_happened_before_is_not_sent(self, finance, account, url):
        pay(finance, sent(finance, account), "60.00")
        register(finance, url)
        relay()

        assert Receiver.got == []

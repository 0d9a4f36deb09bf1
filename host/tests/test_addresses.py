"""
From where does a request come, whatever its headers say?
"""

import ipaddress

import pytest
from django.core.exceptions import ImproperlyConfigured

from host.accounts.addresses import address_of
from host.settings import accounts, mail

PROXIES = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "::1/128")))


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "192.0.2.1", "203.0.113.9"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "1.1.1.1, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "1.1.1.1, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("", "192.0.2.1", None),
    ],
)
def test_only_stated_proxies_are_believed(rf, settings, peer, forwarded, caller):
    settings.TRUSTED_PROXIES = PROXIES
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert address_of(rf.get("/", REMOTE_ADDR=peer, headers=headers)) == caller


def test_nobody_is_believed_unless_stated(rf, settings):
    settings.TRUSTED_PROXIES = None
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "192.0.2.1"})

    assert address_of(request) == "10.0.0.1"


class TestTrustedProxies:
    @pytest.mark.parametrize(
        ("told", "meant"),
        [
            ("", None),
            (" none ", ()),
            ("10.0.0.0/8, ::1", PROXIES),
            ("10.0.0.0/8,", PROXIES[:1]),
        ],
    )
    def test_are_read_from_the_environment(self, monkeypatch, told, meant):
        monkeypatch.setenv("TRUSTED_PROXIES", told)

        assert accounts.trusted_proxies() == meant

    @pytest.mark.parametrize("told", ["balancer", "10.0.0.1/8"])
    def test_are_refused_in_a_sentence(self, monkeypatch, told):
        monkeypatch.setenv("TRUSTED_PROXIES", told)

        with pytest.raises(ImproperlyConfigured, match="Name addresses or networks"):
            accounts.trusted_proxies()


class TestMail:
    SERVER = {
        "EMAIL_HOST": " mail.example.com ",
        "EMAIL_PORT": "587",
        "EMAIL_HOST_USER": "ada",
        "EMAIL_HOST_PASSWORD": "p@ss",
    }

    def test_a_server_is_read_from_the_environment(self):
        options = mail.mailer_from(self.SERVER)["OPTIONS"]

        assert (options["host"], options["port"]) == ("mail.example.com", 587)
        assert (options["username"], options["password"]) == ("ada", "p@ss")
        assert (options["use_tls"], options["use_ssl"]) == (True, False)

    def test_without_one_it_is_this_machine_and_never_a_log(self):
        mailer = mail.mailer_from({})

        assert (mailer["OPTIONS"]["host"], mailer["OPTIONS"]["port"]) == ("localhost", 25)
        assert "console" not in mailer["BACKEND"]

    def test_a_port_that_is_none_is_refused(self):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT=587"):
            mail.mailer_from(self.SERVER | {"EMAIL_PORT": "smtp"})

    def test_is_what_this_django_reads(self):
        made = mail.as_settings(mail.mailer_from(self.SERVER | {"EMAIL_PORT": "465"}))

        if "MAILERS" in made:
            assert made["MAILERS"]["default"]["OPTIONS"]["port"] == 465
        else:
            assert (made["EMAIL_PORT"], made["EMAIL_HOST_USER"]) == (465, "ada")
            assert made["EMAIL_USE_SSL"] is True

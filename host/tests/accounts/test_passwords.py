"""
How do people change a password, and get a new one if it is forgotten?
"""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from host.accounts.models import MailedLink
from tests.accounts.conftest import BETTER, PASSWORD, enter, guess


class TestPasswords:
    @pytest.fixture
    def client(self, hana):
        client = Client()
        client.force_login(hana)
        return client

    def change(self, client, new, old=PASSWORD):
        return client.post(
            "/account/password/",
            {"old_password": old, "new_password1": new, "new_password2": new},
            follow=True,
        ).content.decode()

    @pytest.mark.parametrize(
        ("new", "sentence"),
        [
            ("1", "at least 12 characters"),
            ("password1234", "too common"),
            ("492749274927", "entirely numeric"),
            ("hana@example", "too similar"),
        ],
    )
    def test_a_bad_one_is_refused(self, client, new, sentence):
        assert sentence in self.change(client, new)

    def test_changes(self, client):
        assert "Your password is changed" in self.change(client, BETTER)
        assert enter(password=BETTER).status_code == 302

    def test_a_change_logs_other_browsers_out(self, client, hana):
        other = Client()
        enter(client=other)
        assert other.get("/account/").status_code == 200

        self.change(client, BETTER)

        assert other.get("/account/").status_code == 302
        assert client.get("/account/").status_code == 200

    def test_the_old_one_is_asked_for(self, client):
        page = self.change(client, BETTER, old="no idea")

        assert "Your password is changed" not in page

    def test_strangers_have_no_account_page(self, client):
        assert Client().get("/account/").headers["Location"].startswith("/log-in/")


class TestForgotten:
    def link(self):
        return re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]

    def ask(self, email="hana@example.com", **extra):
        return Client().post("/log-in/forgotten/", {"email": email}, follow=True, **extra)

    def choose(self, link, new):
        client = Client()
        form = client.get(link, follow=True)
        address = form.redirect_chain[-1][0] if form.redirect_chain else link
        return client.post(address, {"new_password1": new, "new_password2": new}, follow=True)

    def told(self, email="hana@example.com"):
        """
        The answer, without the token of its forms, which is new each time.
        """
        return re.sub(rb'value="\w{64}"', b"", self.ask(email).content)

    def test_a_link_is_mailed_and_sets_a_password(self, hana):
        self.ask()

        self.choose(self.link(), BETTER)

        assert enter(password=BETTER).status_code == 302

    def test_a_link_is_good_once(self, hana):
        self.ask()
        self.choose(self.link(), BETTER)

        page = Client().get(self.link(), follow=True).content.decode()

        assert "This link was used already" in page

    def test_a_link_is_void_when_its_time_is_over(self, hana, settings):
        self.ask()
        settings.PASSWORD_RESET_TIMEOUT = -1

        page = Client().get(self.link(), follow=True).content.decode()

        assert "or is older than an hour" in page

    def test_a_bad_password_is_refused_here_too(self, hana):
        self.ask()

        assert "at least 12 characters" in self.choose(self.link(), "1").content.decode()

    def test_who_reads_the_mail_is_no_longer_locked_out(self, hana):
        guess(10)
        self.ask()

        self.choose(self.link(), BETTER)

        assert enter(password=BETTER).status_code == 302

    def test_an_unknown_address_is_told_the_same(self, hana):
        assert self.told() == self.told("nobody@example.com")
        assert len(mail.outbox) == 1

    def test_nobody_is_mailed_hundreds_of_them(self, hana):
        told = {self.told() for _ in range(5)}

        assert len(told) == 1
        assert len(mail.outbox) == 1

    def test_another_one_is_mailed_after_a_while(self, hana):
        self.ask()
        MailedLink.objects.update(mailed_at=timezone.now() - dt.timedelta(minutes=6))

        self.ask()

        assert len(mail.outbox) == 2

    def test_a_foreign_host_gets_into_no_link(self, hana):
        answer = self.ask(headers={"Host": "evil.example.com"})

        assert answer.status_code == 400
        assert not mail.outbox

    def test_a_site_without_mail_says_whom_to_ask(self, hana, settings):
        settings.MAIL_IS_SENT = False

        assert "This site sends no mail" in self.ask().content.decode()
        assert not mail.outbox

"""
Does a second step guard a log-in, and the admin where that is the rule?
"""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp

from host.accounts import second_step
from tests.accounts.conftest import PASSWORD, enter


class TestSecondStep:
    @pytest.fixture
    def client(self, hana):
        client = Client()
        client.force_login(hana)
        return client

    @pytest.fixture
    def device(self, hana):
        return second_step.pending(hana)

    def turn_on(self, client, device):
        page = client.post("/account/second-step/on/", {"code": code_of(device)}).content.decode()
        device.refresh_from_db()
        again(device)
        return re.findall(r"<li><code>(\w+)</code></li>", page)

    def test_the_page_shows_a_picture_and_a_key(self, client, device):
        page = client.get("/account/second-step/").content.decode()

        assert "data:image/svg+xml" in page
        assert f"<code>{key_of(device)}</code>" in page

    def test_a_wrong_first_code_turns_nothing_on(self, client, device):
        page = client.post("/account/second-step/on/", {"code": "000000"}).content.decode()

        assert "not the app&#x27;s code now" in page
        assert enter().status_code == 302

    def test_the_password_alone_does_not_suffice_then(self, client, device):
        self.turn_on(client, device)

        page = enter().content.decode()

        assert "asks for a code as well" in page
        assert PASSWORD not in page

    def test_password_and_code_let_in(self, client, device):
        self.turn_on(client, device)

        assert enter(otp_token=code_of(device)).status_code == 302

    def test_a_code_is_good_once(self, client, device):
        self.turn_on(client, device)
        code = code_of(device)
        enter(otp_token=code)

        assert enter(otp_token=code).status_code == 200

    def test_guessing_codes_is_slowed_down(self, client, device):
        self.turn_on(client, device)
        enter(otp_token="000000")

        page = enter(otp_token=code_of(device)).content.decode()

        assert "temporarily disabled because of 1 failed attempt" in page

    def test_a_recovery_code_lets_in_once(self, client, device):
        first, *others = self.turn_on(client, device)

        assert len(others) == 7
        assert enter(otp_token=first).status_code == 302
        assert enter(otp_token=first).status_code == 200

    def test_a_code_without_the_password_is_nothing(self, client, device):
        self.turn_on(client, device)

        page = enter(password="no", otp_token=code_of(device)).content.decode()

        assert "do not belong together" in page

    def test_the_password_turns_it_off(self, client, device):
        self.turn_on(client, device)

        client.post("/account/second-step/off/", {"password": PASSWORD})

        assert enter().status_code == 302

    def test_an_open_session_does_not_turn_it_off(self, client, device):
        self.turn_on(client, device)

        page = client.post("/account/second-step/off/", {"password": "no"}).content.decode()

        assert "This is not your password" in page
        assert enter().status_code == 200

    def test_an_operator_can_take_it_off(self, client, device, capsys):
        self.turn_on(client, device)

        call_command("second_step_off", "hana")

        assert "by password alone" in capsys.readouterr().out
        assert enter().status_code == 302

    def test_an_operator_is_told_who_is_nobody(self, db):
        with pytest.raises(CommandError, match="There is no user 'nobody'"):
            call_command("second_step_off", "nobody")


class TestAdmin:
    @pytest.fixture
    def client(self, hana):
        hana.is_staff = hana.is_superuser = True
        hana.save()
        client = Client()
        client.force_login(hana)
        return client

    def test_opens_to_staff(self, client):
        assert client.get("/admin/").status_code == 200

    def test_asks_for_a_second_step_where_that_is_the_rule(self, client, settings):
        settings.SECOND_STEP_FOR_ADMIN = True

        answer = client.get("/admin/", follow=True)

        assert answer.redirect_chain[-1][0] == "/account/second-step/"
        assert "The admin asks for a second step" in answer.content.decode()

    def test_opens_after_one(self, client, hana, settings):
        settings.SECOND_STEP_FOR_ADMIN = True
        device = second_step.pending(hana)
        client.post("/account/second-step/on/", {"code": code_of(device)})

        assert client.get("/admin/").status_code == 200

    def test_does_not_show_anybodys_key(self, client, hana):
        device = second_step.pending(hana)

        page = client.get(f"/admin/otp_totp/totpdevice/{device.pk}/change/").content.decode()

        assert device.key not in page
        assert key_of(device) not in page


def key_of(device):
    return device.config_url.split("secret=")[1].split("&")[0]


def code_of(device):
    """
    What the app shows now.
    """
    return f"{totp(device.bin_key):06d}"


def again(device):
    """
    As if the code that was just given were of an earlier half minute: the app shows another one.
    """
    device.last_t = -1
    device.save(update_fields=["last_t"])

"""
Who gets in, who is kept out for a while, and how do people look after their log-ins?
"""

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp

from host.accounts import second_step
from host.accounts.models import MailedLink
from host.directory.models import Membership
from tests.conftest import ACME

PASSWORD = "a long pass phrase"
BETTER = "correct horse battery staple"
ELSEWHERE = "203.0.113.9"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """
    Guesses cost time on purpose; here there are hundreds.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def hana(db):
    return get_user_model().objects.create_user("hana", "hana@example.com", PASSWORD)


def enter(name="hana", password=PASSWORD, address="192.0.2.1", client=None, **fields):
    return (client or Client()).post(
        "/log-in/", {"username": name, "password": password, **fields}, REMOTE_ADDR=address
    )


def guess(times, *, name="hana", address="192.0.2.1", network=None):
    """
    Wrong passwords; with a network each from another address of it.
    """
    answer = None
    for number in range(times):
        here = f"{network}.{number}" if network else address
        answer = enter(name.format(number), f"guess {number}", here)
    return answer


class TestThrottling:
    def test_forty_guesses_are_stopped_at_ten(self, hana):
        told = [enter(password=f"guess {number}").status_code for number in range(40)]

        assert told == [200] * 9 + [429] * 31

    def test_the_right_password_does_not_help_then(self, hana):
        guess(10)

        answer = enter()

        assert answer.status_code == 429
        assert "Try again in 15 minutes" in answer.content.decode()
        assert answer["Retry-After"] == "900"

    def test_the_owner_elsewhere_gets_in_meanwhile(self, hana):
        guess(10)

        assert enter(address=ELSEWHERE).status_code == 302

    def test_guesses_from_everywhere_lock_the_account(self, hana):
        guess(50, network="198.51.100")

        assert enter(address=ELSEWHERE).status_code == 429

    def test_guesses_at_everybody_lock_the_address(self, hana):
        guess(100, name="somebody {}")

        assert enter().status_code == 429
        assert enter(address=ELSEWHERE).status_code == 302

    def test_it_is_over_after_a_quarter_of_an_hour(self, hana):
        guess(10)
        AccessAttempt.objects.update(
            attempt_time=AccessAttempt.objects.get().attempt_time - dt.timedelta(minutes=16)
        )

        assert enter().status_code == 302

    def test_guessing_on_does_not_prolong_it(self, hana):
        guess(10)
        since = AccessAttempt.objects.get().attempt_time
        guess(5)

        assert AccessAttempt.objects.get().attempt_time == since

    def test_a_success_does_not_give_more_guesses(self, hana):
        guess(9)
        enter()

        assert guess(1).status_code == 429

    def test_an_operator_can_let_somebody_in(self, hana):
        guess(10)

        call_command("axes_reset_username", "hana")

        assert enter().status_code == 302

    def test_the_admin_is_no_other_door(self, hana):
        door = Client().get("/admin/", follow=True)

        assert door.redirect_chain[-1][0] == "/log-in/?next=/admin/"

    def test_nothing_that_was_typed_is_kept_but_the_name(self, hana):
        enter(password="my secret guess", otp_token="123456")

        kept = str(AccessAttempt.objects.values().get())
        assert "my secret guess" not in kept
        assert "123456" not in kept


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
        known, unknown = self.ask(), self.ask("nobody@example.com")

        assert known.content == unknown.content
        assert len(mail.outbox) == 1

    def test_nobody_is_mailed_hundreds_of_them(self, hana):
        told = {self.ask().content for _ in range(5)}

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


def test_people_of_the_directory_come_in_as_before(seeded, hana):
    Membership.objects.create(user=hana, role="hr", employer_id=ACME)
    client = Client()

    enter(client=client)

    assert client.get("/").headers["Location"] == "/people/"


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

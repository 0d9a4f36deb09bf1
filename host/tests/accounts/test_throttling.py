"""
Who gets in, and who is kept out for a while?
"""

import datetime as dt

from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client

from host.directory.models import Membership
from tests.accounts.conftest import ELSEWHERE, enter, guess
from tests.conftest import ACME


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


def test_people_of_the_directory_come_in_as_before(seeded, hana):
    Membership.objects.create(user=hana, role="hr", employer_id=ACME)
    client = Client()

    enter(client=client)

    assert client.get("/").headers["Location"] == "/people/"

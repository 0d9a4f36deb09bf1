"""
Does the nightly job do each employer's day once, in the employer's own zone, and go on past a refusal?
"""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employer
from tests.conftest import ACME, KYOTO

ACTOR = Actor.system("test")


def nightly(*words: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("nightly", *words, stdout=out, stderr=err)
    except CommandError as exc:
        err.write(str(exc))
    return out.getvalue(), err.getvalue()


class TestNightly:
    def test_moves_each_employer_to_its_own_today(self, seeded):
        said, _ = nightly()

        for employer in Employer.objects.all():
            assert f"{employer.pk}: the business date is {today_in(employer.time_zone)}" in said

    def test_does_nothing_twice(self, seeded):
        nightly()

        said, refused = nightly("--employer", str(ACME))

        assert f"{ACME}: the business date is" in said
        assert "0 days were done" in said
        assert refused == ""

    def test_a_refusal_is_told_and_the_others_are_done(self, seeded):
        tomorrow = today_in("Europe/London") + dt.timedelta(days=1)
        enrolments.advance_business_date(actor=ACTOR, employer_id=ACME, to=tomorrow)

        said, refused = nightly()

        assert f"{KYOTO}: the business date is" in said
        assert str(ACME) in refused
        assert "1 duties were refused" in refused

    def test_its_exit_status_tells_a_scheduler(self, seeded):
        tomorrow = today_in("Europe/London") + dt.timedelta(days=1)
        enrolments.advance_business_date(actor=ACTOR, employer_id=ACME, to=tomorrow)

        with pytest.raises(CommandError) as refusal:
            call_command("nightly", stdout=io.StringIO(), stderr=io.StringIO())

        assert refusal.value.returncode == 1

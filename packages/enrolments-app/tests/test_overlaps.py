"""
Are covers that meet mended so that no day loses its cover and none has two?
"""

import datetime as dt
import random
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from domain_kit.periods import Period
from enrolments_app import api, models
from enrolments_app.rules.overlaps import Cover, fixes
from enrolments_app.testing.builders import build_enrolment

JANUARY_1, FEBRUARY_1 = dt.date(2027, 1, 1), dt.date(2027, 2, 1)
DAY = dt.timedelta(days=1)


def cover(number, first, last=None):
    created = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + number * DAY
    return Cover(id=UUID(int=number), days=Period.inclusive(first, last), created_at=created)


class TestFixes:
    def test_the_later_choice_keeps_its_days(self):
        (fix,) = fixes([cover(1, JANUARY_1), cover(2, FEBRUARY_1)])

        assert (fix.id.int, fix.last) == (1, dt.date(2027, 1, 31))

    def test_of_two_alike_the_later_choice_stays(self):
        (fix,) = fixes([cover(1, JANUARY_1), cover(2, JANUARY_1)])

        assert (fix.id.int, fix.last) == (1, None)

    def test_one_within_another_is_cancelled(self):
        (fix,) = fixes([cover(1, JANUARY_1), cover(2, FEBRUARY_1, dt.date(2027, 3, 31))])

        assert (fix.id.int, fix.last) == (2, None)

    @pytest.mark.parametrize("seed", range(50))
    def test_every_covered_day_is_covered_once(self, seed):
        chance = random.Random(seed)  # noqa: S311 - the same chances every time
        covers = []
        for number in range(6):
            first = JANUARY_1 + chance.randrange(30) * DAY
            covers.append(cover(number, first, first + chance.randrange(20) * DAY))

        left = {each.id: each.days for each in covers}
        for fix in fixes(covers):
            days = left.pop(fix.id)
            if fix.last:
                left[fix.id] = Period.inclusive(days.start, fix.last)

        for offset in range(60):
            day = JANUARY_1 + offset * DAY
            before = any(each.days.contains(day) for each in covers)
            assert sum(days.contains(day) for days in left.values()) == int(before), day


@pytest.mark.django_db
class TestCommands:
    @pytest.fixture
    def doubled(self):
        """Two covers of one day, as there can be between two steps of the upgrade only."""
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE enrolments_app_enrolment DROP CONSTRAINT one_cover_per_benefit_and_day"
            )
        first = build_enrolment(starts_on=JANUARY_1)
        return first, build_enrolment(starts_on=FEBRUARY_1)

    def test_check_says_what_would_mend_it(self, doubled, capsys):
        call_command("enrolments_check")

        assert "covered twice on a day" in capsys.readouterr().out

    def test_mend_changes_nothing_unless_told_to(self, doubled, capsys):
        call_command("enrolments_mend")

        assert "run it again with --apply" in capsys.readouterr().out
        assert not models.CoverageRepair.objects.exists()

    def test_mend_cuts_and_lists(self, doubled, hr):
        call_command("enrolments_mend", apply=True)

        first = api.get_enrolment(actor=hr, enrolment_id=doubled[0].id)
        assert first.ends_on == dt.date(2027, 1, 31)
        (repair,) = models.CoverageRepair.objects.all()
        assert repair.because_of == doubled[1].id

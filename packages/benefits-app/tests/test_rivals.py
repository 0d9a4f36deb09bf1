"""
Do two who publish rates of one option at one moment both get an answer, and one price each day?
"""

import datetime as dt
import itertools
import threading
from decimal import Decimal

import pytest
from django.db import connection

from benefits_app import api, models
from benefits_app.testing import ids

pytestmark = pytest.mark.django_db(transaction=True)
MEDICAL = ids.ACME_MEDICAL_STANDARD_2027
JULY, AUGUST = dt.date(2027, 7, 1), dt.date(2027, 8, 1)


def at_once(*calls):
    """What each answers or refuses, all started at one moment."""
    start = threading.Barrier(len(calls))
    answers = []

    def run(call):
        start.wait()
        try:
            answers.append(call())
        except api.BenefitsError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def publish(actor, key, amount, starts_on=JULY):
    return api.publish_rates(
        actor=actor,
        idempotency_key=key,
        option_id=MEDICAL,
        starts_on=starts_on,
        bands=[api.RateBand(age_from=0, age_to=120, amount=Decimal(amount))],
        reason="new prices",
    )


@pytest.mark.parametrize("turn", range(4))
class TestTwoPublications:
    def test_of_one_day_one_is_in_force(self, seeded, hr, turn):
        answers = at_once(lambda: publish(hr, "a", 70), lambda: publish(hr, "b", 80))

        assert {type(each) for each in answers} == {api.RateTable, api.RateTableOverlap}
        assert self.days() == [(dt.date(2027, 1, 1), dt.date(2027, 6, 30)), (JULY, None)]

    def test_of_two_days_leave_no_day_with_two_prices(self, seeded, hr, turn):
        answers = at_once(
            lambda: publish(hr, "a", 70), lambda: publish(hr, "b", 80, starts_on=AUGUST)
        )

        assert len(answers) == 2
        days = self.days()
        for (_, last), (first, _) in itertools.pairwise(days):
            assert last == first - dt.timedelta(days=1)

    def test_of_one_key_are_one(self, seeded, hr, turn):
        answers = at_once(lambda: publish(hr, "a", 70), lambda: publish(hr, "a", 70))

        assert [each.id for each in answers] == [answers[0].id] * 2

    def days(self):
        rows = models.RateTable.objects.filter(option_id=MEDICAL).order_by("starts_on")
        return list(rows.values_list("starts_on", "ends_on"))

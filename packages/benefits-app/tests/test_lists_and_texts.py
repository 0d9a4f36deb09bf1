"""
Is no list longer than a page, no text one that cannot be stored, and no rival a deadlock?
"""

import datetime as dt
import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client

from benefits_app import api, models
from benefits_app.testing import ids
from domain_kit.actor import Actor
from domain_kit.periods import Period

BROKEN = ["a\0b", "\ud800"]
YEAR_2030 = Period.inclusive(dt.date(2030, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/offers", {"employer_id": ids.ACME, "on": "2027-02-10"}),
        ("/life-event-kinds", {"employer_id": ids.ACME}),
        (f"/options/{ids.ACME_DENTAL_STANDARD_2026}/rates", {}),
    ],
)
def test_a_list_is_read_page_by_page(seeded, path, query):
    client = Client(headers={"X-Actor": "hr"})
    whole = client.get(f"/benefits{path}", query)
    assert len(whole.json()) > 1
    assert "Link" not in whole

    items, asked = [], {"limit": 1}
    while asked:
        answer = client.get(f"/benefits{path}", query | asked)
        assert len(answer.json()) == 1
        items += answer.json()
        link = answer.headers.get("Link")
        asked = link and {
            name: values[0]
            for name, values in parse_qs(urlsplit(link[1:].split(">")[0]).query).items()
        }

    assert items == whole.json()


def test_answers_without_ids_are_read_page_by_page(seeded):
    client = Client(headers={"X-Actor": "hr"})
    people = [
        {"key": str(number), "relationship": "self", "born_on": f"1975-06-0{number}"}
        for number in range(1, 6)
    ]
    body = {
        "employer_id": str(ids.ACME),
        "first": "2026-04-01",
        "last": "2026-12-31",
        "people": people,
    }

    def ask(query=""):
        path = f"/benefits/age-band-changes{query}"
        return client.post(path, json.dumps(body), content_type="application/json")

    whole = ask("?limit=200").json()
    pages, query = [], "?limit=2"
    while query:
        answer = ask(query)
        pages.append(answer.json())
        link = answer.headers.get("Link")
        query = link and f"?{urlsplit(link[1:].split('>')[0]).query}"

    assert len(whole) > 2
    assert max(map(len, pages)) == 2
    assert [one for page in pages for one in page] == whole


@pytest.mark.django_db
@pytest.mark.parametrize("text", BROKEN)
class TestTexts:
    def test_of_a_name_is_refused_by_name(self, hr, text):
        with pytest.raises(api.TextNotStorable, match="'name'"):
            api.define_benefit(
                actor=hr,
                idempotency_key="k",
                employer_id=ids.ACME,
                code="EYE",
                name=text,
                category=api.Category.VISION,
                funding=api.Funding.NET_DEDUCTION,
            )

    def test_of_a_time_zone_is_refused_by_name(self, hr, text):
        with pytest.raises(api.TextNotStorable):
            api.define_plan_year(
                actor=hr,
                idempotency_key="k",
                employer_id=ids.ACME,
                period=YEAR_2030,
                time_zone=text,
            )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_of_two_plan_years_at_one_moment_one_is_made(hr: Actor, turn):
    start, answers = threading.Barrier(2), []

    def define(key):
        start.wait()
        try:
            made = api.define_plan_year(
                actor=hr,
                idempotency_key=key,
                employer_id=ids.ACME,
                period=YEAR_2030,
                time_zone="Europe/London",
            )
            answers.append(made)
        except api.BenefitsError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=define, args=(key,)) for key in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {type(each) for each in answers} == {api.PlanYear, api.PlanYearOverlaps}
    assert models.PlanYear.objects.count() == 1

"""
Can the catalogue be written and read over HTTP, and is what cannot be stored refused by name?
"""

import pytest
from pydantic import TypeAdapter

from benefits_app.http.offers import OfferOut
from benefits_app.testing import ids

pytestmark = pytest.mark.django_db


class TestOffers:
    def test_are_answered_as_documented(self, seeded, get):
        answer = get("/offers", employer_id=ids.ACME, on="2027-02-01")

        assert {tuple(offer) for offer in answer.json()} == {tuple(OfferOut.model_fields)}
        assert TypeAdapter(list[OfferOut]).validate_json(answer.content)

    def test_for_somebody_are_answered_as_documented(self, seeded, post):
        people = [{"key": "", "relationship": "self", "born_on": "1990-05-01"}]
        body = {"employer_id": str(ids.ACME), "on": "2027-02-01", "people": people}

        answer = post("/offers", body)

        assert {tuple(offer) for offer in answer.json()} == {tuple(OfferOut.model_fields)}
        assert TypeAdapter(list[OfferOut]).validate_json(answer.content)
        assert any(offer["employee"] for offer in answer.json())


class TestWindows:
    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_any_number_of_open_windows_is_a_list(self, seeded, post, get, count):
        for _ in range(count):
            self.open(post)

        answer = get("/windows", employer_id=ids.ACME, at="2027-02-05T00:00:00Z")

        assert (answer.status_code, len(answer.json())) == (200, count)

    def test_an_instant_without_a_zone_is_refused(self, seeded, get):
        answer = get("/windows", employer_id=ids.ACME, at="2027-02-05T00:00:00")

        assert answer.status_code == 422

    def open(self, post):
        return post(
            "/enrolment-windows",
            {
                "plan_year_id": str(ids.ACME_2027),
                "kind": "annual",
                "opens_on": "2027-02-01",
                "closes_on": "2027-02-28",
            },
        )

    def test_a_window_is_opened_and_extended(self, seeded, post):
        made = self.open(post)
        assert made.status_code == 201

        answer = post(f"/enrolment-windows/{made.json()['id']}/extend", {"closes_on": "2027-03-05"})

        assert answer.json()["closes_at"] == "2027-03-06T00:00:00Z"

    def test_the_list_is_read_page_by_page(self, seeded, post, get):
        made = {self.open(post).json()["id"] for _ in range(3)}

        first = get("/enrolment-windows", employer_id=ids.ACME, plan_year_id=ids.ACME_2027, limit=2)
        second = get(
            "/enrolment-windows",
            employer_id=ids.ACME,
            plan_year_id=ids.ACME_2027,
            limit=2,
            after=first.json()["next"],
        )

        assert second.json()["next"] is None
        items = first.json()["items"] + second.json()["items"]
        assert {window["id"] for window in items} == made

    def test_a_cursor_of_something_else_is_refused(self, seeded, get):
        answer = get("/enrolment-windows", employer_id=ids.ACME, after="x")

        assert answer.status_code == 422


class TestCatalogue:
    """
    From nothing to an offer, over HTTP alone.
    """

    @pytest.fixture
    def year(self, db, post):
        body = {
            "employer_id": str(ids.ACME),
            "starts_on": "2028-01-01",
            "ends_on": "2028-12-31",
            "time_zone": "Europe/London",
        }
        return post("/plan-years", body).json()["id"]

    @pytest.fixture
    def benefit(self, db, post):
        return self.define_benefit(post, "MED").json()["id"]

    def define_benefit(self, post, code, key=None):
        body = {
            "employer_id": str(ids.ACME),
            "code": code,
            "name": "Medical",
            "category": "medical",
            "funding": "net_deduction",
        }
        return post("/benefits", body, key)

    @pytest.fixture
    def option(self, year, benefit, post):
        body = {
            "benefit_id": benefit,
            "plan_year_id": year,
            "code": "STD",
            "name": "Standard",
            "monthly_price": {"minor": 6000, "currency": "GBP"},
        }
        return post("/options", body).json()

    def test_an_option_is_offered_once_published(self, year, option, post, get):
        post(f"/plan-years/{year}/publish", {})

        (offer,) = get("/offers", employer_id=ids.ACME, on="2028-02-01").json()

        assert offer["monthly_price"] == {"minor": 6000, "currency": "GBP"}

    def test_rates_by_age_are_the_price(self, year, option, post, get):
        path = f"/options/{option['option_id']}"
        bands = [
            {"age_from": 0, "age_to": 49, "amount": "60"},
            {"age_from": 50, "age_to": 120, "amount": "200.5"},
        ]
        made = post(f"{path}/rates", {"starts_on": "2028-01-01", "bands": bands, "reason": "new"})
        assert made.status_code == 201
        post(f"/plan-years/{year}/publish", {})

        found = self.ask(post, option, born_on="1967-01-01")

        assert found.json()["total"] == {"minor": 20050, "currency": "GBP"}

    def ask(self, post, option, **known):
        me = {"relationship": "self"} | known
        body = {"option_id": option["option_id"], "on": "2028-02-01", "people": [me]}
        return post("/quote", body)

    def test_a_missing_birth_date_is_refused_by_name(self, year, option, post, get):
        self.test_rates_by_age_are_the_price(year, option, post, get)

        answer = self.ask(post, option)

        assert (answer.status_code, answer.json()["type"]) == (422, "birth-date-needed")

    def test_drafts_are_listed_with_their_status(self, year, option, get):
        answer = get("/options", plan_year_id=year, status="draft").json()

        assert [(each["option_id"], each["status"]) for each in answer["items"]] == [
            (option["option_id"], "draft")
        ]

    def test_employees_see_no_drafts(self, year, option, get, client):
        client.defaults["HTTP_X_ACTOR"] = "employee"

        assert get("/options", plan_year_id=year).json()["items"] == []

    def test_terms_are_edited_at_the_version_that_was_read(self, year, benefit, option, post, get):
        body = {
            "benefit_id": benefit,
            "plan_year_id": year,
            "currency": "GBP",
            "terms": {"proration": {"policy": "wash_day", "wash_day": 15}, "max_members": 6},
            "version": 1,
        }
        first = post("/plans", body)
        assert first.json()["terms"]["proration"] == {"policy": "wash_day", "wash_day": 15}

        second = post("/plans", body)

        assert (second.status_code, second.json()["type"]) == (409, "stale-version")

    def test_tiers_and_contributions_are_set(self, option, post, get):
        path = f"/plans/{option['plan_id']}"
        tiers = {
            "relationships": [{"relationship": "self", "priced_as": "self"}],
            "tiers": [{"code": "employee"}],
        }
        assert post(f"{path}/tiers", tiers).status_code == 200
        scheme = {"contributions": [{"kind": "percent", "percent": "80"}]}
        assert post(f"{path}/contributions", scheme).status_code == 200

        plan = get(path).json()

        assert [tier["code"] for tier in plan["tiers"]] == ["employee"]
        assert plan["scheme"]["contributions"][0]["kind"] == "percent"
        assert plan["version"] == 3

    def test_tiers_that_leave_somebody_out_are_refused(self, option, post):
        tiers = {
            "relationships": [
                {"relationship": "self", "priced_as": "self"},
                {"relationship": "child", "priced_as": "child"},
            ],
            "tiers": [{"code": "employee"}],
        }

        answer = post(f"/plans/{option['plan_id']}/tiers", tiers)

        assert (answer.status_code, answer.json()["type"]) == (422, "no-tier")

    def test_a_retry_answers_as_the_first_time(self, db, post):
        first = self.define_benefit(post, "EYE", key="k")

        assert self.define_benefit(post, "EYE", key="k").json() == first.json()

    def test_two_people_may_use_the_same_key(self, db, post, client):
        self.define_benefit(post, "EYE", key="1")
        client.defaults["HTTP_X_ACTOR"] = "operator"

        assert self.define_benefit(post, "EAR", key="1").status_code == 201

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("code", "x" * 41),
            ("code", ""),
            ("name", "a\0b"),
            ("name", "\ud800"),
            ("category", "castle"),
            ("employer_id", "1"),
        ],
    )
    def test_what_a_column_cannot_hold_is_refused(self, db, post, field, value):
        body = {
            "employer_id": str(ids.ACME),
            "code": "MED",
            "name": "Medical",
            "category": "medical",
            "funding": "net_deduction",
        }

        assert post("/benefits", body | {field: value}).status_code == 422

    @pytest.mark.parametrize(
        "price",
        [
            {"minor": 10**14, "currency": "GBP"},
            {"minor": -1, "currency": "GBP"},
            {"minor": 1, "currency": "CLF"},
            {"minor": 1, "currency": "XXY"},
        ],
    )
    def test_a_price_that_cannot_be_kept_is_refused(self, year, benefit, post, price):
        body = {
            "benefit_id": benefit,
            "plan_year_id": year,
            "code": "STD",
            "name": "Standard",
            "monthly_price": price,
        }

        assert post("/options", body).status_code == 422

    def test_a_key_that_is_too_long_is_refused(self, db, post):
        assert self.define_benefit(post, "EYE", key="k" * 300).status_code == 422

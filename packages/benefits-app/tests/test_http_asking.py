"""
Is what people pay, may have and are allowed told over HTTP, refusals included?
"""

import pytest

from benefits_app.testing import ids

pytestmark = pytest.mark.django_db


class TestQuotes:
    ME = {"relationship": "self", "born_on": "1987-06-16"}

    def test_a_quote_says_who_pays(self, seeded, post):
        child = {"key": "a", "relationship": "child", "born_on": "2010-01-01"}
        body = {
            "option_id": str(ids.ACME_VISION_STANDARD_2027),
            "on": "2027-02-10",
            "people": [self.ME, child],
        }

        quoted = post("/quote", body).json()

        assert (quoted["tier"], quoted["employee"]["minor"]) == ("family", 901)
        assert [line["amount"]["minor"] for line in quoted["lines"]] == [1051, 1050]

    def test_many_quotes_answer_refusals_in_their_place(self, seeded, post):
        options = (ids.GLOBEX_MEDICAL_STANDARD_2027, ids.ACME_MEDICAL_STANDARD_2027)
        requests = [{"option_id": str(option), "on": "2027-02-10"} for option in options]

        first, second = post("/quotes", {"requests": requests}).json()

        assert first["refusal"]["type"] == "option-not-found"
        assert second["quote"]["total"] == {"minor": 6000, "currency": "GBP"}

    def test_offers_are_asked_for_somebody(self, seeded, post):
        facts = {"employee_id": "1", "employer_id": str(ids.ACME), "hired_on": "2020-01-01"}
        body = {
            "employer_id": str(ids.ACME),
            "on": "2027-02-10",
            "facts": facts | {"fte": "0.2", "grade": "B", "born_on": "1987-06-16"},
        }

        offers = post("/offers", body).json()

        assert "MED" not in {offer["benefit_code"] for offer in offers}

    def test_drafts_are_previewed(self, seeded, post):
        assert post(f"/plan-years/{ids.ACME_2027}/preview", {"people": [self.ME]}).json() == []


class TestEligibility:
    def facts(self, **changes):
        facts = {"employee_id": 1, "employer_id": str(ids.ACME), "hired_on": "2027-01-31"}
        return {"on": "2027-03-31", "facts": facts | changes}

    def test_every_reason_is_told(self, seeded, post):
        rules = {
            "starts_on": "2027-02-01",
            "conditions": [
                {"fact": "fte", "operator": "at_least", "value": "0.5"},
                {"fact": "grade", "operator": "one_of", "value": ["A", "B"]},
            ],
            "waiting": {"kind": "first_of_month_after_days", "days": 30},
            "reason": "agreed",
        }
        assert post(f"/benefits/{ids.ACME_CYCLE}/rules", rules).status_code == 201

        answer = post(
            f"/benefits/{ids.ACME_CYCLE}/eligibility", self.facts(fte="0.25", grade="C")
        ).json()

        assert answer["first_day"] == "2027-04-01"
        assert [reason["code"] for reason in answer["reasons"]] == [
            "waiting-period",
            "fte",
            "grade",
        ]

    def test_a_nested_rule_is_defined_and_read(self, seeded, post, get):
        rule = {"not": {"fact": "grade", "operator": "one_of", "value": ["C"]}}
        rules = {"starts_on": "2027-02-01", "rule": rule, "reason": "agreed"}
        assert post(f"/benefits/{ids.ACME_CYCLE}/rules", rules).status_code == 201

        (found,) = get(f"/benefits/{ids.ACME_CYCLE}/rules").json()

        assert found["rule"] == {"all": [rule]}

    def test_an_unknown_condition_is_refused(self, seeded, post):
        rules = {
            "starts_on": "2027-02-01",
            "conditions": [{"fact": "fte", "operator": "one_of", "value": ["A"]}],
            "reason": "agreed",
        }

        answer = post(f"/benefits/{ids.ACME_CYCLE}/rules", rules)

        assert answer.status_code == 422


class TestLifeEvents:
    def test_a_kind_is_defined_and_says_what_it_allows(self, seeded, post, get):
        kind = {
            "employer_id": str(ids.ACME),
            "code": "adoption",
            "name": "Adoption",
            "effective": ["event_date"],
            "permitted": ["add_dependant"],
        }
        assert post("/life-event-kinds", kind).status_code == 200

        terms = get(
            "/life-event-terms",
            employer_id=ids.ACME,
            kind="adoption",
            event_on="2027-05-20",
            reported_on="2027-06-19",
        ).json()

        assert (terms["reported_by"], terms["effective_on"]) == ("2027-06-19", ["2027-05-20"])

    def test_an_edit_names_the_version_it_has_seen(self, seeded, post):
        kind = {
            "employer_id": str(ids.ACME),
            "code": "birth",
            "name": "Birth",
            "effective": ["event_date"],
            "permitted": ["add_dependant"],
            "version": 1,
        }
        assert post("/life-event-kinds", kind).json()["version"] == 2

        assert post("/life-event-kinds", kind).json()["type"] == "stale-version"

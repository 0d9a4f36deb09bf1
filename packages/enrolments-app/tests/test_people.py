"""
Is everybody named covered, or refused with the place in the request?
"""

import datetime as dt

import pytest

from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.data import Person, QuoteLine
from enrolments_app.rules.people import read_people, shares
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue, FakeDirectory

TODAY = dt.date(2027, 2, 10)


def child(**fields):
    return api.Dependant(**{"key": "d1", "name": "Zoë", "relationship": "child", **fields})


class TestReadPeople:
    def test_keeps_everybody_in_order(self):
        people = read_people([child(), child(key="d2")], today=TODAY)

        assert [person.key for person in people] == ["", "d1", "d2"]

    @pytest.mark.parametrize(
        ("dependants", "place", "reason"),
        [
            (
                [child(relationship="daughter")],
                "dependants.0.relationship",
                "'daughter' is none of",
            ),
            ([child(relationship="Child")], "dependants.0.relationship", "'Child' is none of"),
            ([child(relationship="")], "dependants.0.relationship", "is none of"),
            ([child(), child()], "dependants.1.key", "the same key"),
            ([child(key=" ")], "dependants.0.key", "it needs a key"),
            ([child(born_on=dt.date(2027, 2, 11))], "dependants.0.born_on", "in the future"),
            ([child(key="a\0b")], "dependants.0.key", "cannot be stored"),
            ([child(name="\ud800")], "dependants.0.name", "cannot be stored"),
            ([child(name="x" * 201)], "dependants.0.name", "more than 200 characters"),
        ],
    )
    def test_refuses_with_the_place(self, dependants, place, reason):
        with pytest.raises(api.MemberNotCoverable, match=reason) as refusal:
            read_people(dependants, today=TODAY)

        assert refusal.value.place == place


class TestShares:
    PEOPLE = (Person(key="", relationship="self"), Person(key="d1", relationship="child"))

    def quote(self, *lines):
        catalogue = FakeCatalogue().quote(actor=None, option_id=ids.MEDICAL_2027, on=TODAY)
        return api.Quote(
            option_id=catalogue.option_id,
            benefit_id=catalogue.benefit_id,
            plan_id=catalogue.plan_id,
            employer_id=catalogue.employer_id,
            monthly=catalogue.monthly,
            available=catalogue.available,
            label=catalogue.label,
            lines=lines,
        )

    def test_are_the_catalogues_lines(self):
        lines = (
            QuoteLine(key="", amount=Money.of("45.00", "GBP")),
            QuoteLine(key="d1", amount=Money.of("15.00", "GBP")),
        )

        assert [part.minor for part in shares(self.quote(*lines), self.PEOPLE)] == [4500, 1500]

    def test_are_split_if_the_lines_do_not_add_up(self):
        lines = (
            QuoteLine(key="", amount=Money.of("45.00", "GBP")),
            QuoteLine(key="d1", amount=Money.of("15.01", "GBP")),
        )

        assert [part.minor for part in shares(self.quote(*lines), self.PEOPLE)] == [3000, 3000]


@pytest.mark.django_db
class TestEnrol:
    def enrol(self, hr, *dependants):
        return api.enrol(
            actor=hr,
            idempotency_key="k",
            election=api.ElectionRequest(
                employee_id=1,
                option_id=ids.MEDICAL_2027,
                starts_on=dt.date(2027, 3, 5),
                dependants=tuple(dependants),
            ),
        )

    def test_covers_a_child_born_today_where_the_employer_is(self, hr, monkeypatch, at):
        monkeypatch.setattr(FakeDirectory, "time_zone", "Pacific/Auckland")
        at("2027-03-04T20:00Z")  # 09:00 on 5 March there.

        made = self.enrol(hr, child(born_on=dt.date(2027, 3, 5)))

        names = [member.name for member in api.members_of(actor=hr, enrolment_id=made.id)]
        assert names == ["", "Zoë"]

    def test_covers_nobody_if_one_cannot_be_covered(self, hr):
        with pytest.raises(api.MemberNotCoverable):
            self.enrol(hr, child(), child(key="d2", relationship="household"))

        assert api.list_enrolments(actor=hr, employer_id=ids.ACME) == ()

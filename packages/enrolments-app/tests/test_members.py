"""
Does every covered person have a member row, and every unreadable one a line in the report?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from domain_kit.money import Money
from enrolments_app import api, models
from enrolments_app.rules.members import read_dependants, shares
from enrolments_app.testing import ids
from tests.conftest import FEBRUARY_10
from tests.old_rows import write_old_rows
from tests.upgrading import migrate, start_at

TODAY = dt.date(2027, 2, 10)
KIT = api.Dependant(key="c1", name="Kit", relationship="child", born_on=dt.date(2019, 5, 20))
SAM = api.Dependant(key="s1", name="Sam", relationship="spouse")
STORED = {"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}


def enrol_with(hr, *dependants):
    return api.enrol(
        actor=hr,
        idempotency_key="members",
        election=api.ElectionRequest(
            employee_id=2,
            option_id=ids.MEDICAL_2027,
            starts_on=FEBRUARY_10,
            dependants=tuple(dependants),
        ),
    )


@pytest.mark.django_db
class TestMembersOf:
    def test_names_the_employee_and_the_dependants(self, hr):
        made = enrol_with(hr, SAM, KIT)

        members = api.members_of(actor=hr, enrolment_id=made.id)

        assert [member.relationship for member in members] == ["self", "spouse", "child"]
        assert sum((m.share for m in members), Money.zero("GBP")) == made.monthly

    def test_is_hidden_from_strangers(self, hr, stranger):
        made = enrol_with(hr)

        with pytest.raises(api.EnrolmentNotFound):
            api.members_of(actor=stranger, enrolment_id=made.id)


@pytest.mark.django_db
class TestMembersOfMany:
    def test_names_those_of_each(self, hr):
        made = enrol_with(hr, SAM, KIT)

        members = api.members_of_many(actor=hr, enrolment_ids=[made.id])

        assert members == {made.id: api.members_of(actor=hr, enrolment_id=made.id)}

    def test_leaves_out_what_strangers_may_not_see(self, hr, stranger):
        made = enrol_with(hr)

        assert api.members_of_many(actor=stranger, enrolment_ids=[made.id]) == {}


class TestReadDependants:
    @pytest.mark.parametrize(
        ("stored", "problem"),
        [
            ({"spouse": "Sam"}, "the dependants are not a list"),
            (["Sam"], "the dependant has no key"),
            ([{**STORED, "relationship": "household"}], "the relationship is 'household'"),
            ([{"key": "c9"}], "the relationship is None"),
            ([{**STORED, "born_on": "2096-01-01"}], "the birth date is in the future"),
            ([{**STORED, "born_on": "20 May"}], "the birth date cannot be read"),
        ],
    )
    def test_lists_what_it_cannot_read(self, stored, problem):
        people, problems = read_dependants(stored, today=TODAY)

        assert [person.relationship for person in people] == ["self"]
        assert [each.problem for each in problems] == [problem]

    def test_a_child_entered_twice_is_one_member(self):
        people, problems = read_dependants([STORED, STORED], today=TODAY)

        assert len(people) == 2
        assert problems[0].problem == "the dependant is entered twice"

    def test_a_missing_birth_date_is_no_problem(self):
        people, problems = read_dependants([{**STORED, "born_on": None}], today=TODAY)

        assert (len(people), problems) == (2, ())

    def test_c_08_the_residue_is_the_employees(self):
        people, _ = read_dependants([STORED, {**STORED, "key": "c2"}], today=TODAY)

        parts = shares(Money.of("1000.01", "GBP"), people)

        assert [str(part.amount) for part in parts] == ["333.35", "333.33", "333.33"]


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    @pytest.fixture
    def filled(self):
        """The rows of 1.5's seed, upgraded."""
        start_at("0002_members")
        write_old_rows()
        migrate("0015_by_employee_ref")
        yield
        start_at()

    def test_every_enrolment_has_members_whose_shares_add_up(self, filled):
        prices = dict(models.Enrolment.objects.values_list("id", "monthly_price"))
        for enrolment_id, price in prices.items():
            members = models.EnrolmentMember.objects.filter(enrolment_id=enrolment_id)
            assert sum(member.share for member in members) == price

    def test_the_migration_and_the_service_make_the_same_members(self, filled):
        def rows():
            fields = ("enrolment_id", "key", "relationship", "born_on", "share")
            return sorted(models.EnrolmentMember.objects.values_list(*fields), key=str)

        migrated = rows()
        models.EnrolmentMember.objects.all().delete()
        models.MemberImportProblem.objects.all().delete()

        call_command("enrolments_import_members")

        assert rows() == migrated

    def test_what_cannot_be_read_is_listed_and_kept(self, filled):
        problems = set(models.MemberImportProblem.objects.values_list("problem", flat=True))

        assert problems == {
            "the dependants are not a list",
            "the dependant is entered twice",
            "the relationship is 'household'",
            "the relationship is None",
            "the birth date is in the future",
        }
        kept = models.MemberImportProblem.objects.filter(dependant={"spouse": "Sam"})
        assert kept.exists()

    def test_the_command_has_nothing_to_do_afterwards(self, filled, capsys):
        call_command("enrolments_import_members")

        assert capsys.readouterr().out.startswith("0 enrolments have members now")

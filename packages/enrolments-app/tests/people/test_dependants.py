"""
Can an employee name a family, and is nobody two people or two partners?
"""

import datetime as dt
import threading

import pytest
from django.db import connection

from domain_kit.errors import EmployeeForbidden, RoleForbidden, TenantForbidden
from enrolments_app import api
from enrolments_app.errors.dependants import (
    BornInTheFuture,
    DependantKeyTaken,
    DependantNotFound,
    DependantPriced,
    SecondPartner,
    UnknownRelationship,
)
from enrolments_app.errors.texts import TextNotStorable
from enrolments_app.models import Dependant
from enrolments_app.queries.dependants import list_dependants
from enrolments_app.services.correct_dependant import correct_dependant
from enrolments_app.testing import ids
from tests.people.conftest import KIT
from tests.people.families import add, end

pytestmark = pytest.mark.django_db


class TestAddDependant:
    def test_names_somebody_from_today_on(self, ada):
        made = add(ada)

        assert (made.key, made.relationship, made.employee_id) == ("c1", "child", "1")
        assert (made.starts_on, made.ends_on) == (dt.date(2027, 4, 20), None)

    def test_today_is_the_employers_own_day(self, ada, stop_clock, monkeypatch):
        monkeypatch.setattr("enrolments_app.testing.fakes.FakeDirectory.time_zone", "Asia/Tokyo")
        stop_clock("2027-04-20T20:00:00+00:00")

        made = add(ada, born_on=dt.date(2027, 4, 21))

        assert made.starts_on == dt.date(2027, 4, 21)

    def test_refuses_a_birth_tomorrow(self, ada):
        with pytest.raises(BornInTheFuture, match="today is 2027-04-20"):
            add(ada, born_on=dt.date(2027, 4, 21))

    def test_refuses_a_relationship_nobody_knows(self, ada):
        with pytest.raises(UnknownRelationship, match="Use one of child, other, parent"):
            add(ada, relationship="household")

    def test_a_retry_has_one_effect(self, ada):
        assert add(ada) == add(ada)
        assert Dependant.objects.count() == 1

    def test_refuses_a_twin_under_one_key(self, ada):
        made = add(ada)

        with pytest.raises(DependantKeyTaken) as refusal:
            add(ada, idempotency_key="again")

        assert refusal.value.existing_id == made.id

    def test_a_key_of_another_employee_is_free(self, ada, grace):
        add(ada)

        assert add(grace, employee_id=2).employee_id == "2"

    def test_refuses_a_second_partner(self, ada):
        made = add(ada, key="s1", relationship="spouse")

        with pytest.raises(SecondPartner) as refusal:
            add(ada, key="p1", relationship="partner")

        assert refusal.value.existing_id == made.id

    def test_a_new_partner_is_free_the_day_after(self, ada):
        end(ada, add(ada, key="s1", relationship="spouse"))

        made = add(ada, key="p1", relationship="partner", starts_on=dt.date(2027, 7, 1))

        assert made.relationship == "partner"

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"key": ""}, "The key is empty"),
            ({"key": "x" * 101}, "The key has 101 characters, and 100 are allowed"),
            ({"name": "a\0b"}, "The name holds a character that is none"),
            ({"name": "  "}, "The name is empty"),
        ],
    )
    def test_refuses_text_that_no_column_takes(self, ada, fields, problem):
        with pytest.raises(TextNotStorable, match=problem):
            add(ada, **({"idempotency_key": "k"} | fields))

    def test_an_employee_names_only_its_own_family(self, ada):
        with pytest.raises(EmployeeForbidden):
            add(ada, employee_id=2)

    def test_another_employers_employee_is_nobody(self, hr):
        with pytest.raises(api.EmployeeNotFound):
            add(hr, employee_id=7)

    def test_finance_names_nobody(self, finance):
        with pytest.raises(RoleForbidden):
            add(finance)


@pytest.mark.django_db(transaction=True)
class TestTwoPartnersAtOnce:
    def test_exactly_one_is_named(self, hr):
        start = threading.Barrier(2)
        answers: list[object] = []

        def one(key: str) -> None:
            start.wait()
            try:
                answers.append(add(hr, key=key, relationship="spouse"))
            except SecondPartner as refusal:
                answers.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(key,)) for key in ("s1", "s2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Dependant.objects.count() == 1
        assert sorted(type(answer).__name__ for answer in answers) == [
            "RegisteredDependant",
            "SecondPartner",
        ]


class TestListDependants:
    def test_gives_an_employee_its_own(self, ada, grace):
        mine = add(ada)
        add(grace, employee_id=2)

        assert list_dependants(actor=ada, employer_id=ids.ACME) == (mine,)

    def test_goes_on_after_one(self, ada):
        first, second = add(ada, key="c1"), add(ada, key="c2")

        page = list_dependants(actor=ada, employer_id=ids.ACME, limit=1)
        rest = list_dependants(actor=ada, employer_id=ids.ACME, after=page[-1].id)

        assert (page, rest) == ((first,), (second,))

    def test_leaves_those_of_a_day(self, ada):
        end(ada, add(ada))

        on = dt.date(2027, 7, 1)
        assert list_dependants(actor=ada, employer_id=ids.ACME, on=on) == ()

    def test_is_the_employers_own(self, stranger):
        with pytest.raises(TenantForbidden):
            list_dependants(actor=stranger, employer_id=ids.ACME)


class TestCorrectDependant:
    def correct(self, actor, dependant, **more):
        told = {"name": "Kit", "relationship": "child", "born_on": KIT.born_on, "disabled": False}
        return correct_dependant(
            actor=actor, idempotency_key="correct", dependant_id=dependant.id, **told | more
        )

    def test_writes_the_particulars_anew(self, ada):
        corrected = self.correct(ada, add(ada), name="Kit Byron", relationship="other")

        assert (corrected.name, corrected.relationship) == ("Kit Byron", "other")
        assert (corrected.key, corrected.starts_on) == ("c1", dt.date(2027, 4, 20))

    def test_of_somebody_covered_is_of_the_name_alone(self, ada, hr):
        kit = add(ada, born_on=KIT.born_on)
        api.enrol(
            actor=hr,
            idempotency_key="cover",
            election=api.ElectionRequest(
                employee_id=1,
                option_id=ids.MEDICAL_2027,
                starts_on=dt.date(2027, 6, 1),
                dependants=(KIT,),
            ),
        )

        assert self.correct(ada, kit, name="Kit Byron").name == "Kit Byron"
        with pytest.raises(DependantPriced, match="born_on"):
            correct_dependant(
                actor=ada,
                idempotency_key="again",
                dependant_id=kit.id,
                name="Kit",
                relationship="child",
                born_on=dt.date(2018, 5, 20),
                disabled=False,
            )

    def test_makes_nobody_a_second_partner(self, ada):
        add(ada, key="s1", relationship="spouse")

        with pytest.raises(SecondPartner):
            self.correct(ada, add(ada), relationship="partner")

    def test_somebody_elses_is_not_there(self, ada, grace):
        with pytest.raises(DependantNotFound):
            self.correct(grace, add(ada))

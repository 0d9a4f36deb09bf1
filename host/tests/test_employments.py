"""
Are employments kept as dated periods, and does cover follow them, whoever changes them and how?
"""

import datetime as dt
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from domain_kit.actor import Actor, Role
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.employees import HostDirectory
from host.directory import api as directory
from host.directory.actors import actor_for
from host.directory.days import today_in
from host.directory.models import EarlierEmployment, Employee, Employer, Membership
from tests.conftest import ACME, GLOBEX, log_in

HIRED = dt.date(2020, 1, 1)
DAY = dt.timedelta(days=1)


class Heard:
    """
    An observer that keeps what it was told.
    """

    changes: list[directory.PersonChange] = []

    def person_changed(self, change: directory.PersonChange) -> None:
        self.changes.append(change)


class Refusing:
    """
    An observer that says no.
    """

    def person_changed(self, change: directory.PersonChange) -> None:
        raise directory.SameEmployer(change.employee_id)


@pytest.fixture
def heard(settings):
    Heard.changes = []
    settings.DIRECTORY_OBSERVERS = [f"{__name__}.Heard"]
    return Heard.changes


@pytest.fixture
def here(db):
    return Employer.objects.create(name="Here Ltd", time_zone="Pacific/Auckland")


@pytest.fixture
def there(db):
    return Employer.objects.create(name="There Ltd")


@pytest.fixture
def person(here):
    return Employee.objects.create(employer=here, name="Ann", hired_on=HIRED)


@pytest.fixture
def operator():
    return Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)


def earlier(person: Employee) -> list[tuple[UUID, dt.date, dt.date]]:
    rows = EarlierEmployment.objects.filter(employee=person)
    return [(row.employer_id, row.starts_on, row.ends_on) for row in rows]


class TestLeave:
    def test_sets_and_withdraws_the_last_day(self, person, operator, heard):
        last = dt.date(2027, 3, 31)

        directory.leave(actor=operator, employee_id=person.pk, last_day=last)
        directory.leave(actor=operator, employee_id=person.pk, last_day=None)

        assert [(m.previous_last_day, m.last_day) for c in heard for m in c.ends_moved] == [
            (None, last),
            (last, None),
        ]

    def test_again_with_the_same_day_tells_nobody(self, person, operator, heard):
        for _ in range(2):
            directory.leave(actor=operator, employee_id=person.pk, last_day=dt.date(2027, 3, 31))

        assert len(heard) == 1

    def test_refuses_a_day_before_the_first(self, person, operator):
        with pytest.raises(directory.LeavesBeforeHired, match="cannot leave on 2019-12-31"):
            directory.leave(actor=operator, employee_id=person.pk, last_day=HIRED - DAY)

    def test_knows_only_the_actors_people(self, person, there):
        hr = Actor(id="hana", role=Role.HR, employer_ids=frozenset({there.pk}))

        with pytest.raises(directory.PersonNotFound):
            directory.leave(actor=hr, employee_id=person.pk, last_day=None)


class TestAFirstDay:
    def test_that_is_corrected_is_told(self, person, here, heard):
        person.hired_on = HIRED + 30 * DAY
        person.save()

        (change,) = heard
        assert change.starts_moved == (
            directory.StartMoved(
                employer_id=here.pk, previous_first_day=HIRED, first_day=HIRED + 30 * DAY
            ),
        )
        assert change.ends_moved == ()

    def test_of_an_employment_elsewhere_moves_none(self, person, there, operator, heard):
        directory.transfer(
            actor=operator,
            employee_id=person.pk,
            employer_id=there.pk,
            first_day=dt.date(2027, 5, 1),
        )

        assert [change.starts_moved for change in heard] == [()]


class TestTransfer:
    def test_keeps_the_former_employment(self, person, here, there, operator, heard):
        first = dt.date(2027, 5, 1)

        moved = directory.transfer(
            actor=operator, employee_id=person.pk, employer_id=there.pk, first_day=first
        )

        assert [(e.employer_id, e.period) for e in moved.employments] == [
            (here.pk, Period.inclusive(HIRED, first - DAY)),
            (there.pk, Period(start=first, end=None)),
        ]
        (change,) = heard
        assert [(m.employer_id, m.last_day) for m in change.ends_moved] == [(here.pk, first - DAY)]

    def test_facts_are_those_of_the_employer_of_the_day(self, person, here, there, operator):
        first = dt.date(2027, 5, 1)
        directory.transfer(
            actor=operator, employee_id=person.pk, employer_id=there.pk, first_day=first
        )

        before = HostDirectory().facts(employee_id=person.pk, on=first - DAY)
        after = HostDirectory().facts(employee_id=str(person.pk), on=first)

        assert (before.employer_id, after.employer_id) == (here.pk, there.pk)
        assert before.time_zone == "Pacific/Auckland"

    def test_to_the_same_employer_is_refused(self, person, here, operator):
        with pytest.raises(directory.SameEmployer):
            directory.transfer(
                actor=operator, employee_id=person.pk, employer_id=here.pk, first_day=HIRED + DAY
            )

    def test_by_hr_of_one_employer_is_refused(self, person, here, there):
        hr = Actor(id="hana", role=Role.HR, employer_ids=frozenset({here.pk}))

        with pytest.raises(Exception, match=str(there.pk)):
            directory.transfer(
                actor=hr, employee_id=person.pk, employer_id=there.pk, first_day=HIRED + DAY
            )


class TestRehire:
    def test_begins_another_employment(self, person, here, operator, heard):
        directory.leave(actor=operator, employee_id=person.pk, last_day=dt.date(2027, 1, 31))
        heard.clear()

        back = directory.rehire(
            actor=operator, employee_id=person.pk, first_day=dt.date(2027, 3, 1)
        )

        assert [e.period for e in back.employments] == [
            Period.inclusive(HIRED, dt.date(2027, 1, 31)),
            Period(start=dt.date(2027, 3, 1), end=None),
        ]
        assert heard == [], "cover of the employment before stays ended"

    def test_of_somebody_who_is_here_is_refused(self, person, operator):
        with pytest.raises(directory.EmploymentOverlaps):
            directory.rehire(actor=operator, employee_id=person.pk, first_day=dt.date(2027, 3, 1))


class TestSaving:
    def test_another_employer_is_a_transfer_as_of_today(self, person, here, there):
        today = today_in(there.time_zone)

        person.employer = there
        person.save()

        assert earlier(person) == [(here.pk, HIRED, today - DAY)]
        assert (person.hired_on, person.left_on) == (today, None)

    def test_another_employer_and_first_day_is_a_transfer_as_of_that_day(self, person, here, there):
        person.employer, person.hired_on = there, dt.date(2027, 6, 1)
        person.save()

        assert earlier(person) == [(here.pk, HIRED, dt.date(2027, 5, 31))]

    def test_a_former_last_day_is_not_taken_along(self, person, here, there):
        person.left_on = dt.date(2024, 1, 31)
        person.save()

        person.employer = there
        person.save()

        assert earlier(person) == [(here.pk, HIRED, dt.date(2024, 1, 31))]
        assert Employee.objects.get(pk=person.pk).left_on is None

    def test_a_first_day_after_the_last_is_a_rehire(self, person, here):
        Employee.objects.filter(pk=person.pk).update(left_on=dt.date(2024, 1, 31))

        Employee.objects.filter(pk=person.pk).update(hired_on=dt.date(2025, 1, 1), left_on=None)

        assert earlier(person) == [(here.pk, HIRED, dt.date(2024, 1, 31))]

    def test_days_of_an_earlier_employment_are_refused(self, person, there):
        person.employer = there
        person.save()

        person.hired_on = HIRED
        with pytest.raises(directory.EmploymentOverlaps), transaction.atomic():
            person.save()

    def test_a_birth_date_is_told(self, person, heard):
        person.born_on = dt.date(1990, 1, 1)
        person.save()

        (change,) = heard
        assert change.birth_date_changed

    def test_a_name_is_nobodys_business(self, person, heard):
        person.name = "Anna"
        person.save()

        assert heard == []

    def test_many_at_once_are_told_one_by_one(self, person, here, heard):
        Employee.objects.create(employer=here, name="Bob", hired_on=HIRED)

        Employee.objects.filter(employer=here).update(left_on=dt.date(2027, 1, 31))

        assert len(heard) == 2

    def test_is_undone_if_an_observer_refuses(self, person, settings):
        settings.DIRECTORY_OBSERVERS = [f"{__name__}.Refusing"]

        person.left_on = dt.date(2027, 1, 31)
        with pytest.raises(directory.SameEmployer):
            person.save()

        assert Employee.objects.get(pk=person.pk).left_on is None

    def test_the_database_refuses_two_employments_at_once(self, person, here):
        first = {"employee": person, "employer": here, "starts_on": dt.date(2010, 1, 1)}
        EarlierEmployment.objects.create(**first, ends_on=dt.date(2012, 1, 1))

        with pytest.raises(IntegrityError, match="one_employment_at_a_time"), transaction.atomic():
            EarlierEmployment.objects.create(**first, ends_on=dt.date(2010, 1, 1))


class TestDeleting:
    @pytest.mark.parametrize("many", [False, True], ids=["one", "a selection"])
    def test_ends_what_goes_on_today(self, person, here, heard, many):
        who = Employee.objects.filter(pk=person.pk) if many else person

        who.delete()

        (change,) = heard
        assert change.after is None
        assert [m.last_day for m in change.ends_moved] == [today_in(here.time_zone)]


class TestActorOfSomebodyTransferred:
    def actor(self, person, employer):
        user = get_user_model().objects.create_user("ann")
        Membership.objects.create(user=user, role="employee", employer=employer, employee=person)
        return actor_for(user)

    def test_acts_where_they_work_now(self, person, here, there):
        person.employer = there
        person.save()

        assert self.actor(person, here).employer_ids == {there.pk}

    def test_acts_at_both_before_the_first_day(self, person, here, there):
        person.employer, person.hired_on = there, today_in("UTC") + 30 * DAY
        person.save()

        assert self.actor(person, here).employer_ids == {here.pk, there.pk}


def test_the_admin_shows_a_refusal_in_its_own_words(person, settings, client):
    settings.DIRECTORY_OBSERVERS = [f"{__name__}.Refusing"]
    client.force_login(get_user_model().objects.create_superuser("olu"))

    page = client.post(
        f"/admin/directory/employee/{person.pk}/delete/", {"post": "yes"}, follow=True
    )

    assert "with that employer already" in page.content.decode()
    assert Employee.objects.filter(pk=person.pk).exists()


class TestCoverFollows:
    """
    On the seeded world: Ben (2) has medical cover from 1 January 2027.
    """

    @pytest.fixture
    def ben(self, seeded):
        return Employee.objects.get(pk=2)

    def covers(self) -> set[tuple[str, dt.date | None]]:
        hr = Actor(id="hana", role=Role.HR, employer_ids=frozenset({UUID(ACME)}))
        listed = enrolments.list_enrolments(actor=hr, employer_id=UUID(ACME), employee_id=2)
        return {(e.label, e.ends_on) for e in listed if e.coverage and e.starts_on.year == 2027}

    def test_a_leaver(self, ben):
        ben.left_on = dt.date(2027, 1, 15)
        ben.save()

        assert self.covers() == {("Private medical, Standard", dt.date(2027, 1, 15))}

    def test_somebody_deleted_before_cover_began(self, ben):
        ben.delete()

        assert self.covers() == set()

    def test_a_transfer_on_a_day_to_come(self, ben):
        ben.employer_id, ben.hired_on = UUID(GLOBEX), dt.date(2027, 4, 1)
        ben.save()

        assert self.covers() == {("Private medical, Standard", dt.date(2027, 3, 31))}

    def test_hr_still_sees_cover_of_somebody_who_moved_on(self, ben):
        ben.employer_id, ben.hired_on = UUID(GLOBEX), dt.date(2027, 4, 1)
        ben.save()

        page = log_in(Role.HR).get("/people/", {"on": "2027-02-01"}).content.decode()

        assert "Ben Okri" in page
        assert "since 1 Apr 2027" not in page

    def test_a_transferred_persons_page_answers(self, ben):
        client = log_in(Role.EMPLOYEE, employee_id=2)
        ben.employer_id = UUID(GLOBEX)
        ben.save()

        assert client.get("/my-benefits/").status_code == 200

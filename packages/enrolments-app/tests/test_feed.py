"""
Does everybody hear of every change that is theirs, and of no other?
"""

import threading

import pytest
from django.db import connection, transaction

from enrolments_app import api
from enrolments_app.testing import ids
from tests.conftest import FEBRUARY_10


def enrol(actor, employee_id):
    return api.enrol(
        actor=actor,
        idempotency_key=f"k{employee_id}",
        election=api.ElectionRequest(
            employee_id=employee_id, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_a_change_that_commits_late_is_not_passed_over(hr):
    written, read = threading.Event(), threading.Event()

    def late() -> None:
        try:
            with transaction.atomic():
                enrol(hr, 1)
                written.set()
                read.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    written.wait(10)
    enrol(hr, 2)
    before = api.changes_since(actor=hr, employer_id=ids.ACME)
    read.set()
    thread.join()

    cursor = before[-1].sequence if before else 0
    after = api.changes_since(actor=hr, employer_id=ids.ACME, cursor=cursor)

    assert sorted(change.employee_id for change in (*before, *after)) == ["1", "2"]


@pytest.mark.django_db
class TestChangesSince:
    def test_an_employee_hears_of_itself_only(self, ada, hr):
        enrol(hr, 1)
        enrol(hr, 2)

        mine = api.changes_since(actor=ada, employer_id=ids.ACME)

        assert [change.employee_id for change in mine] == ["1"]

    def test_keeps_to_the_limit(self, hr):
        enrol(hr, 1)
        enrol(hr, 2)

        assert len(api.changes_since(actor=hr, employer_id=ids.ACME, limit=1)) == 1

    def test_names_who_did_it(self, hr):
        enrol(hr, 1)

        (change,) = api.changes_since(actor=hr, employer_id=ids.ACME)

        assert change.actor == "hana"

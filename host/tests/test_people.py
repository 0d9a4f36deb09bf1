"""
As whom do users and programs act?
"""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from domain_kit.actor import Role
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.employees import HostDirectory
from host.directory.actors import actor_for
from host.directory.models import ApiToken, Membership
from host.directory.tokens.grants import grant_for
from host.directory.tokens.issue import store_token
from tests.conftest import ACME, log_in


class TestActors:
    def test_a_user_without_a_membership_is_nobody(self, db):
        assert actor_for(get_user_model().objects.create_user("nobody")) is None

    def test_an_operator_acts_for_every_employer(self, seeded):
        log_in(Role.OPERATOR)

        actor = actor_for(Membership.objects.get().user)

        assert actor.all_employers

    def test_only_operators_have_no_employer(self, db):
        user = get_user_model().objects.create_user("hana")

        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, role="hr")

    def test_a_token_acts_for_its_membership_and_is_stored_hashed(self, seeded, client):
        log_in(Role.HR)
        token = store_token(membership=Membership.objects.get(), label="payroll").secret

        answer = client.get(
            "/api/v1/enrolments/",
            {"employer_id": ACME},
            headers={"Authorization": f"Bearer {token}"},
        )

        assert answer.status_code == 200
        assert token not in ApiToken.objects.get().digest
        assert grant_for("another") is None

    def test_a_token_of_somebody_who_may_not_log_in_is_nobodys(self, seeded):
        log_in(Role.HR)
        token = store_token(membership=Membership.objects.get(), label="payroll").secret
        get_user_model().objects.update(is_active=False)

        assert grant_for(token) is None


class TestHostDirectory:
    def test_knows_when_somebody_is_employed(self, seeded):
        facts = HostDirectory().facts(employee_id=1, on=dt.date(2027, 1, 1))

        assert facts.employed == Period(start=dt.date(2019, 4, 1), end=None)
        assert str(facts.employer_id) == ACME

    def test_says_who_is_not_there(self, db):
        with pytest.raises(enrolments.EmployeeNotFound):
            HostDirectory().facts(employee_id=99, on=dt.date(2027, 1, 1))

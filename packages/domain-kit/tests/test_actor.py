"""
Is an actor kept to its role, its employers and, as an employee, itself?
"""

import pickle
import uuid

import pytest

from domain_kit.actor import Actor, Role
from domain_kit.errors import (
    EmployeeForbidden,
    IdempotencyConflict,
    NotPermitted,
    RoleForbidden,
    TenantForbidden,
)
from domain_kit.identifiers import new_id
from domain_kit.money import CurrencyMismatch, TooPrecise, UnknownCurrency

ACME = uuid.UUID("01900000-0000-7000-8000-00000000000a")
GLOBEX = uuid.UUID("01900000-0000-7000-8000-00000000000b")
EMPLOYEE = Actor(id="ada", role=Role.EMPLOYEE, employer_ids=frozenset({ACME}), employee_id="1")
HR = Actor(id="hana", role=Role.HR, employer_ids=frozenset({ACME}))


class TestActor:
    def test_acts_for_its_employers_only(self):
        HR.require_employer(ACME)

        with pytest.raises(TenantForbidden, match="hana does not act for employer"):
            HR.require_employer(GLOBEX)

    def test_keeps_to_its_role(self):
        HR.require_role(Role.HR, Role.OPERATOR)

        with pytest.raises(RoleForbidden, match="has the role hr, and this takes finance"):
            HR.require_role(Role.FINANCE)

    def test_an_employee_acts_for_itself(self):
        EMPLOYEE.require_employee(1)
        HR.require_employee(2)

        with pytest.raises(EmployeeForbidden, match="may not act for employee 2"):
            EMPLOYEE.require_employee(2)

    def test_the_system_may_do_everything(self):
        system = Actor.system("nightly billing")

        system.require_employer(GLOBEX)
        system.require_role(Role.FINANCE)
        system.require_employee(2)


class TestRefusals:
    @pytest.mark.parametrize(
        "refusal",
        [
            TenantForbidden("hana", GLOBEX),
            RoleForbidden("hana", "hr", ["finance"]),
            EmployeeForbidden("ada", "2"),
            IdempotencyConflict("key-1", "enrol"),
            UnknownCurrency("GPB"),
            CurrencyMismatch("GBP", "EUR"),
            TooPrecise("60.5", "JPY"),
        ],
    )
    def test_survive_a_trip_between_processes(self, refusal):
        copy = pickle.loads(pickle.dumps(refusal))

        assert str(copy) == str(refusal)
        assert vars(copy) == vars(refusal)

    def test_say_how_http_should_answer(self):
        assert NotPermitted.http_status == 403
        assert IdempotencyConflict.code == "idempotency-conflict"


class TestNewId:
    def test_is_a_uuid_version_7_that_sorts_by_age(self):
        ids = [new_id() for _ in range(3)]

        assert {i.version for i in ids} == {7}
        assert {i.variant for i in ids} == {uuid.RFC_4122}
        assert [i.int >> 80 for i in ids] == sorted(i.int >> 80 for i in ids)


class TestVersion:
    def test_is_the_one_of_the_installed_wheel(self):
        import importlib.metadata

        import domain_kit

        assert importlib.metadata.version("domain-kit") == domain_kit.__version__

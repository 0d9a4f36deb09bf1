"""
The only reader of settings in this domain.
"""

from django.conf import settings
from django.core.checks import CheckMessage

from domain_kit.ports import Port, PortList
from enrolments_app.ports import BenefitCatalogue, EmployeeDirectory, EnrolmentObserver, PayFloor

RETRO_DAYS = 60
RUN_CHUNK = 20_000

benefit_catalogue = Port(
    "ENROLMENTS_BENEFIT_CATALOGUE", BenefitCatalogue, "host.adapters.catalogue.HostCatalogue"
)
employee_directory = Port(
    "ENROLMENTS_EMPLOYEE_DIRECTORY", EmployeeDirectory, "host.adapters.employees.HostDirectory"
)
observers = PortList(
    "ENROLMENTS_OBSERVERS", EnrolmentObserver, "host.adapters.charging.ChargeForCover"
)


class OptionalPort[P](Port[P]):
    """
    A port that a project may leave out; who asks it looks first whether it is set.
    """


_pay_floor = OptionalPort("ENROLMENTS_PAY_FLOOR", PayFloor, "host.adapters.pay.MinimumWage")


def pay_floor() -> PayFloor | None:
    """
    Who knows what must be paid at least; None if ENROLMENTS_PAY_FLOOR is not set.
    """
    if not getattr(settings, "ENROLMENTS_PAY_FLOOR", None):
        return None
    return _pay_floor.resolve()


def check_pay_floor(id: str) -> list[CheckMessage]:
    """
    The system check of ENROLMENTS_PAY_FLOOR, if it is set.
    """
    return list(_pay_floor.check(id)) if getattr(settings, "ENROLMENTS_PAY_FLOOR", None) else []


def retro_days() -> int:
    """
    How many days back HR may not reach without a reason: ENROLMENTS_RETRO_DAYS, 60 if not set.
    """
    return int(getattr(settings, "ENROLMENTS_RETRO_DAYS", RETRO_DAYS))


def run_chunk() -> int:
    """
    How many covers a run takes in one transaction: ENROLMENTS_RUN_CHUNK, 20,000 if not set. Each
    chunk has the same number of statements, holds its rows until it commits, and is what a killed
    run does again.
    """
    return int(getattr(settings, "ENROLMENTS_RUN_CHUNK", RUN_CHUNK))

"""
The only reader of settings in this domain.
"""

from domain_kit.ports import Port, PortList
from enrolments_app.ports import BenefitCatalogue, EmployeeDirectory, EnrolmentObserver

benefit_catalogue = Port(
    "ENROLMENTS_BENEFIT_CATALOGUE", BenefitCatalogue, "host.adapters.catalogue.HostCatalogue"
)
employee_directory = Port(
    "ENROLMENTS_EMPLOYEE_DIRECTORY", EmployeeDirectory, "host.adapters.employees.HostDirectory"
)
observers = PortList(
    "ENROLMENTS_OBSERVERS", EnrolmentObserver, "host.adapters.charging.ChargeForCover"
)

"""
The wiring of the wheels, at the end of settings.py: from hub.wheels import *
"""

BENEFITS_EMPLOYER_DIRECTORY = "hub.adapters.employers.HubEmployers"
ENROLMENTS_BENEFIT_CATALOGUE = "hub.adapters.catalogue.HostCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "hub.adapters.employees.HubDirectory"
ENROLMENTS_OBSERVERS = ["hub.adapters.payroll.MarkPayrollLines"]

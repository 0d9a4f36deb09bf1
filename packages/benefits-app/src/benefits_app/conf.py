"""
The only reader of settings in this domain.
"""

from benefits_app.ports import EmployerDirectory
from domain_kit.ports import Port

employer_directory = Port(
    "BENEFITS_EMPLOYER_DIRECTORY", EmployerDirectory, "host.adapters.employers.HostEmployers"
)

"""
Is this project able to run the enrolments domain? One error for each port that is not.
"""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from enrolments_app import conf


@checks.register("enrolments_app")
def ports_are_implemented(
    app_configs: Sequence[Any] | None = None, **_: object
) -> list[checks.CheckMessage]:
    """
    enrolments_app.E001 to E004.
    """
    return [
        *conf.benefit_catalogue.check("enrolments_app.E001"),
        *conf.employee_directory.check("enrolments_app.E002"),
        *conf.observers.check("enrolments_app.E003"),
        *conf.check_pay_floor("enrolments_app.E004"),
    ]

"""
Is this project able to run the benefits domain?
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

from benefits_app import conf

POSTGRESQL = "django.db.backends.postgresql"


@checks.register(checks.Tags.database)
def runs_on_postgresql(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **_: object
) -> list[checks.CheckMessage]:
    """
    benefits_app.E001: its exclusion constraints exist on PostgreSQL only.
    """
    return [
        checks.Error(
            f"The database {alias!r} uses {settings.DATABASES[alias]['ENGINE']}; "
            "benefits_app keeps plan years apart with an exclusion constraint of PostgreSQL.",
            hint=f"For example: DATABASES['{alias}']['ENGINE'] = '{POSTGRESQL}'",
            id="benefits_app.E001",
        )
        for alias in databases or ()
        if settings.DATABASES[alias]["ENGINE"] != POSTGRESQL
    ]


@checks.register("benefits_app")
def ports_are_implemented(
    app_configs: Sequence[Any] | None = None, **_: object
) -> list[checks.CheckMessage]:
    """
    benefits_app.E002: the employers' zones come from a port that the host implements.
    """
    return conf.employer_directory.check("benefits_app.E002")

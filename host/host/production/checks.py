"""
Does `check` show what production must not run with?
"""

from typing import Any

from django.conf import settings
from django.core import checks

from host.production.faults import faults
from host.production.start import in_force

TEST_KEYS = ("sk_test_", "rk_test_")


@checks.register
def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """
    Under production settings every command says so, not only `check --deploy`.
    """
    if not settings.IS_PRODUCTION:
        return []
    return [checks.Error(sentence, id="host.E010") for sentence in faults(in_force())]


@checks.register(deploy=True)
def check_deployment(**kwargs: Any) -> list[checks.CheckMessage]:
    """
    What is right for a rehearsal of production, and wrong for production itself; or that these
    settings are not production's at all.
    """
    if not settings.IS_PRODUCTION:
        return [
            checks.Warning(
                f"{settings.SETTINGS_MODULE} are not production settings.",
                hint="Set DJANGO_SETTINGS_MODULE=host.settings.production.",
                id="host.W010",
            )
        ]
    if str(getattr(settings, "STRIPE_SECRET_KEY", "")).startswith(TEST_KEYS):
        return [
            checks.Warning(
                "STRIPE_SECRET_KEY is a test key: payments succeed, and no money comes.",
                hint="Right for a rehearsal. For production take the live key.",
                id="host.W011",
            )
        ]
    return []

"""
Does the host know from where people log in?
"""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def proxies_are_stated(**_: Any) -> list[checks.CheckMessage]:
    """
    host.W004.
    """
    if settings.TRUSTED_PROXIES is not None:
        return []
    return [
        checks.Warning(
            "TRUSTED_PROXIES is not set: behind a proxy every caller has the proxy's address, and "
            f"{settings.LOG_IN_LIMITS[-1]} wrong passwords by anybody keep everybody out.",
            hint="Name the proxies, TRUSTED_PROXIES=10.0.0.0/8, or say TRUSTED_PROXIES=none.",
            id="host.W004",
        )
    ]

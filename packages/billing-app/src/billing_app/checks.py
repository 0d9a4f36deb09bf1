"""
Is this project able to run the billing domain? One error for each port that is not.
"""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from billing_app import conf


@checks.register("billing_app")
def ports_are_implemented(
    app_configs: Sequence[Any] | None = None, **_: object
) -> list[checks.CheckMessage]:
    """
    billing_app.E001 and E002.
    """
    return [
        *conf.payment_gateway.check("billing_app.E001"),
        *conf.coverage_source.check("billing_app.E002"),
    ]

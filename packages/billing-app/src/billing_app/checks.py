"""
Is this project able to run the billing domain? One error for each setting that does not fit.
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


@checks.register("billing_app")
def legal_entities_are_named(
    app_configs: Sequence[Any] | None = None, **_: object
) -> list[checks.CheckMessage]:
    """
    billing_app.E003: an invoice is numbered by its legal entity, with the prefix that it has.
    """
    fault = _fault(conf.legal_entities())
    if fault is None:
        return []
    example = {"Northern Mutual Ltd": "NM-", conf.ANY: ""}
    return [
        checks.Error(
            f"{conf.LEGAL_ENTITIES} {fault}; it names each legal entity that asks for money, and "
            "the prefix of its invoices' numbers.",
            hint=f'For example, "*" standing for any other: {conf.LEGAL_ENTITIES} = {example!r}',
            id="billing_app.E003",
        )
    ]


def _fault(value: object) -> str | None:
    if value is None:
        return "is not set"
    if not isinstance(value, dict) or not value:
        return f"= {value!r} is not a dict with one entry or more"
    for name, prefix in value.items():
        if not isinstance(name, str) or not 1 <= len(name) <= 100:
            return f"has the name {name!r}, which is no text of 1 to 100 characters"
        if not isinstance(prefix, str) or len(prefix) > conf.LONGEST_PREFIX:
            return f"has the prefix {prefix!r}, no text of at most {conf.LONGEST_PREFIX} characters"
    return None

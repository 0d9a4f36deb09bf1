"""
Which models are there, in an order in which each finds those it needs before it?
"""

from examples.legacy.monolith.models import catalogue, claims, cover, money, office, people, shop
from examples.legacy.monolith.values import Model

# The first are what every story needs: a small monolith has these and no more.
CORE = (
    people.EMPLOYER,
    people.DEPARTMENT,
    people.EMPLOYEE,
    office.COMMENT,
    office.ATTACHMENT,
    office.AUDIT,
    catalogue.BENEFIT,
    catalogue.PLAN_YEAR,
    catalogue.PLAN,
    catalogue.PLAN_OPTION,
    catalogue.WINDOW,
    cover.ENROLMENT,
    cover.CHANGE,
    claims.CLAIM,
    claims.MEDICAL_CLAIM,
)
EVERY: tuple[Model, ...] = (
    *CORE,
    *claims.CLAIMS[1:4],
    *people.PEOPLE,
    *catalogue.CATALOGUE,
    *shop.SHOP,
    *cover.COVER,
    *claims.CLAIMS[:1],
    *claims.CLAIMS[4:],
    *money.MONEY,
    *office.OFFICE,
)
SMALLEST = len(CORE)


def models(count: int) -> tuple[Model, ...]:
    """
    The first `count` models; each of them finds what it points at among them.

    Raises:
        ValueError: if there are not so many, or the story needs more.
    """
    if not SMALLEST <= count <= len(EVERY):
        raise ValueError(f"{count} models: it has between {SMALLEST} and {len(EVERY)}.")
    return EVERY[:count]

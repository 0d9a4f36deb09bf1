"""
Is an amount of cover on offer, and how much of it needs no evidence (C-18)?
"""

from uuid import UUID

from benefits_app.data import Basis, CoverTerms
from benefits_app.errors import CoverNeeded, CoverNotOffered, CoverNotPriced
from domain_kit.money import CurrencyMismatch, Money


def require_cover(
    *, option_id: UUID, basis: Basis, currency: str, terms: CoverTerms, cover: Money | None
) -> None:
    """
    Raises:
        CoverNeeded: if the price depends on a cover and none was chosen.
        CoverNotOffered: if it is beyond the limits, or not at a step from the minimum.
        CoverNotPriced: if one was chosen where there is none to choose.
        CurrencyMismatch: if it is in another currency.
    """
    if cover is None:
        if basis is Basis.PER_1000:
            raise CoverNeeded(option_id)
        return
    if basis is not Basis.PER_1000 and terms == CoverTerms():
        raise CoverNotPriced(option_id)
    if cover.currency != currency:
        raise CurrencyMismatch(cover.currency, currency)
    low, high, step = terms.minimum, terms.maximum, terms.step
    beyond = cover.minor <= 0 or (low and cover < low) or (high and cover > high)
    between = step and (cover.minor - (low.minor if low else 0)) % step.minor
    if beyond or between:
        raise CoverNotOffered(option_id, cover, low, high, step)


def guaranteed(terms: CoverTerms, cover: Money | None) -> Money | None:
    """
    The part of a cover that nobody asks evidence for: all of it where no limit is set.
    """
    if cover is None or terms.guaranteed is None:
        return cover
    return min(cover, terms.guaranteed)

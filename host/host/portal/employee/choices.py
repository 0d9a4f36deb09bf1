"""
What may this person choose from a day on, at which price, and until when?
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters.catalogue import HostCatalogue
from host.directory.models import Employee

WINDOWS = hasattr(enrolments, "WindowClosed")
QUOTES = hasattr(enrolments, "QuoteRequest")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    One offer. `monthly` is its price of a month for the person alone, `own_part` what of it the
    person pays, if that is agreed; without a price, `refusal` says why. `closes_at` is the end of
    the window that is open for it; a release that keeps no windows is always open.
    """

    offer: Any
    monthly: Money | None
    own_part: Money | None
    refusal: str
    open: bool
    closes_at: dt.datetime | None


def choices(actor: Actor, person: Employee, on: dt.date) -> tuple[Choice, ...]:
    """
    Every offer of the person's employer on a day, priced for the person alone.
    """
    offers = benefits.list_offers(actor=actor, employer_id=person.employer_id, on=on)
    closing = _closing(actor, person.employer_id)
    return tuple(
        Choice(
            offer=offer,
            monthly=getattr(quote, "monthly", None),
            own_part=getattr(quote, "employee_part", None),
            refusal=str(quote) if isinstance(quote, enrolments.EnrolmentsError) else "",
            open=not WINDOWS or offer.plan_year_id in closing,
            closes_at=closing.get(offer.plan_year_id),
        )
        for offer, quote in zip(offers, _quotes(actor, person, on, offers), strict=True)
    )


def _closing(actor: Actor, employer_id: UUID) -> dict[UUID, dt.datetime]:
    """
    When the last open window of each plan year closes.
    """
    if not WINDOWS:
        return {}
    closing: dict[UUID, dt.datetime] = {}
    for window in HostCatalogue().windows(actor=actor, employer_id=employer_id, at=timezone.now()):
        known = closing.get(window.plan_year_id)
        closing[window.plan_year_id] = max(known or window.closes_at, window.closes_at)
    return closing


def _quotes(actor: Actor, person: Employee, on: dt.date, offers: Any) -> list[Any]:
    catalogue = HostCatalogue()
    if QUOTES:
        alone = (enrolments.Person(key="", relationship="self", born_on=person.born_on),)
        requests = [
            enrolments.QuoteRequest(option_id=offer.option_id, on=on, people=alone)
            for offer in offers
        ]
        return list(catalogue.quote_many(actor=actor, requests=requests))
    return [catalogue.quote(actor=actor, option_id=offer.option_id, on=on) for offer in offers]

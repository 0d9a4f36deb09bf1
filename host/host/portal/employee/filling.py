"""
How does a choice get into my basket, and how do the prices of now?
"""

import dataclasses
from typing import Any
from uuid import UUID

from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.employee import options
from host.portal.employee.basket import drafts, quotes
from host.portal.employee.person import Me


def put(
    person: Me,
    *,
    idempotency_key: str,
    option_id: UUID,
    quote_hash: str,
    wish: options.Wish,
    window_id: UUID | None,
    claim_id: UUID | None,
) -> Any:
    """
    Put a choice into the basket of its window or life event; another choice of the same benefit
    leaves it.
    """
    chosen = enrolments.ElectionRequest(
        employee_id=str(person.id),
        option_id=option_id,
        starts_on=wish.on,
        dependants=tuple(_dependant(each) for each in wish.others),
        cover=_cover(person, option_id, wish),
        quote_hash=quote_hash,
    )
    by = {"window_id": window_id, "claim_id": claim_id}
    waiting = [
        each for each in drafts(person) if (each.window_id, each.claim_id) == (*by.values(),)
    ]
    if not waiting:
        return enrolments.save_draft(
            actor=person.actor,
            idempotency_key=idempotency_key,
            employee_id=str(person.id),
            lines=[chosen],
            **by,
        )
    batch = waiting[0]
    if any(each.request == chosen for each in batch.lines):  # a second click
        return batch
    return enrolments.revise_draft(
        actor=person.actor,
        idempotency_key=idempotency_key,
        batch_id=batch.id,
        lines=[*_others(person, batch, chosen), chosen],
        **by,
    )


def _cover(person: Me, option_id: UUID, wish: options.Wish) -> Money | None:
    if wish.sum_insured is None:
        return None
    offers = options.offers(person, wish.on)
    return next(
        (options.cover_by(each, wish) for each in offers if each.option_id == option_id), None
    )


def at_new_prices(person: Me, batch: Any) -> list[Any]:
    """
    The lines of a basket, each as if it was shown at the price of now.
    """
    asked = [each.request for each in batch.lines]
    return [
        dataclasses.replace(each, quote_hash=getattr(quote, "hash", each.quote_hash))
        for each, quote in zip(asked, quotes(person, asked), strict=True)
    ]


def _others(person: Me, batch: Any, chosen: Any) -> list[Any]:
    """
    The lines that stay: those of other benefits. What has no price any more cannot stay.
    """
    asked = [each.request for each in batch.lines]
    *before, new = quotes(person, [*asked, chosen])
    return [
        each
        for each, quote in zip(asked, before, strict=True)
        if each.option_id != chosen.option_id
        and getattr(quote, "benefit_id", None) != getattr(new, "benefit_id", "")
    ]


def _dependant(person: Any) -> Any:
    return enrolments.Dependant(
        key=person.key,
        name=person.name,
        relationship=person.relationship,
        born_on=person.born_on,
        disabled=person.disabled,
    )

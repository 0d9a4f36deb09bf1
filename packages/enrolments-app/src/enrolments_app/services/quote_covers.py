"""
What do many covers cost from a day on: one question to the catalogue for all of them?
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.money import Money
from enrolments_app import conf, models
from enrolments_app.data import Person, Quote, QuoteRequest
from enrolments_app.data.evidence import EvidenceRequest as EvidenceValue
from enrolments_app.errors import NotOffered
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence import evidence_value
from enrolments_app.queries.evidence_chain import link_of
from enrolments_app.rules.chains import Link, chain_of, evidence_links
from enrolments_app.rules.evidence import combined_quote, covers_in_force


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A row whose people go on from a day, in its own option or another.
    """

    row: models.Enrolment
    people: tuple[Person, ...]
    option_id: UUID
    on: dt.date


def quote_covers(*, actor: Actor, asked: Sequence[Asked]) -> list[Quote | DomainError]:
    """
    An answer for each, in their order. Members whom an insurer answered differently have covers
    of their own (C-18): their lines are taken from the quote of each cover.
    """
    if not asked:
        return []
    evidence = _evidence([one.row for one in asked if one.row.cover is not None])
    plans = [_covers(one, evidence.get(one.row.id, ())) for one in asked]
    wanted = [
        (place, amount)
        for place, covers in enumerate(plans)
        for amount in sorted(_amounts(covers), key=lambda each: each.minor if each else 0)
    ]
    answers = conf.benefit_catalogue.resolve().quote_many(
        actor=actor,
        requests=[
            QuoteRequest(
                option_id=asked[place].option_id,
                on=asked[place].on,
                people=asked[place].people,
                cover=amount,
            )
            for place, amount in wanted
        ],
    )
    found: list[dict[Money | None, Quote | DomainError]] = [{} for _ in asked]
    for (place, amount), answer in zip(wanted, answers, strict=True):
        found[place][amount] = answer
    return [
        _answer(one, covers, quotes)
        for one, covers, quotes in zip(asked, plans, found, strict=True)
    ]


def _amounts(covers: Mapping[str, Money] | Money | None) -> set[Money | None]:
    if covers is None or isinstance(covers, Money):
        return {covers}
    return {cover for cover in covers.values() if cover}


def _covers(one: Asked, evidence: Sequence[EvidenceValue]) -> Mapping[str, Money] | Money | None:
    """
    The cover of all of them, or of each by member key.
    """
    if one.row.cover is None:
        return None
    cover = Money.of(one.row.cover, one.row.currency)
    if not evidence:
        return cover
    return covers_in_force(one.people, evidence, on=one.on, others=cover)


def _answer(
    one: Asked,
    covers: Mapping[str, Money] | Money | None,
    quotes: Mapping[Money | None, Quote | DomainError],
) -> Quote | DomainError:
    refusal = next((each for each in quotes.values() if isinstance(each, DomainError)), None)
    if refusal is not None:
        return refusal
    priced = {cover: quote for cover, quote in quotes.items() if isinstance(quote, Quote)}
    if covers is None or isinstance(covers, Money):
        return priced[covers]
    if not priced:
        return NotOffered(one.option_id, one.on, "the insurer covers nobody. End the cover.")
    return combined_quote(
        one.people, covers, {cover: quote for cover, quote in priced.items() if cover is not None}
    )


def _evidence(rows: Sequence[models.Enrolment]) -> Mapping[UUID, list[EvidenceValue]]:
    """
    The requests of each row's chain, in two statements, or none where nothing is priced by cover.
    """
    if not rows:
        return {}
    requests = list(
        EvidenceRequest.objects.filter(employee_id__in={str(row.employee_id) for row in rows})
    )
    if not requests:
        return {}
    people = {request.employee_id for request in requests}
    links: dict[tuple[str, UUID], list[Link]] = {}
    covers = models.Enrolment.objects.filter(
        employee_id__in={row.employee_id for row in rows if str(row.employee_id) in people}
    )
    for cover in covers.only("employee_id", "benefit_id", "option_id", "predecessor_id", "source"):
        links.setdefault(_key(cover), []).append(link_of(cover))
    return {
        row.id: [
            evidence_value(request)
            for request in requests
            if request.enrolment_id in chain_of(row.id, evidence_links(links.get(_key(row), [])))
        ]
        for row in rows
    }


def _key(row: models.Enrolment) -> tuple[str, UUID]:
    return str(row.employee_id), row.benefit_id

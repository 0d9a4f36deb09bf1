"""
Port of enrolments: what is on offer, to whom, when, and at what price? Answered by benefits.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters import offered, quoting
from host.adapters.former import prices

QUOTES = hasattr(benefits, "quote")


class HostCatalogue:
    """
    ENROLMENTS_BENEFIT_CATALOGUE.
    """

    def quote(
        self,
        *,
        actor: Actor,
        option_id: UUID,
        on: dt.date,
        people: Sequence[Any] = (),
        cover: Any = None,
    ) -> enrolments.Quote:
        """
        Raises:
            NotOffered: with the reason benefits gave.
            MemberNotCoverable: with the place of the person whom the option does not cover.
        """
        try:
            if not QUOTES:
                return prices.quote(actor=actor, option_id=option_id, on=on, people=people)
            request = quoting.request(option_id=option_id, on=on, people=people, cover=cover)
            return quoting.value(benefits.quote(actor=actor, request=request))
        except benefits.BenefitsError as exc:
            raise quoting.refusal(exc, option_id, on, people) from exc

    def quote_many(self, *, actor: Actor, requests: Sequence[Any]) -> Sequence[Any]:
        """
        A quote, or the reason why there is none, for each request, in their order.
        """
        if not QUOTES:
            return [self._quote_or_refusal(actor, each) for each in requests]
        answers = benefits.quote_many(
            actor=actor, requests=[quoting.same_request(each) for each in requests]
        )
        return [
            quoting.refusal(answer, asked.option_id, asked.on)
            if isinstance(answer, benefits.BenefitsError)
            else quoting.value(answer)
            for asked, answer in zip(requests, answers, strict=True)
        ]

    def _quote_or_refusal(self, actor: Actor, asked: Any) -> Any:
        try:
            return self.quote(
                actor=actor,
                option_id=asked.option_id,
                on=asked.on,
                people=asked.people,
                cover=asked.cover,
            )
        except enrolments.NotOffered as refusal:
            return refusal

    def windows(self, *, actor: Actor, employer_id: UUID, at: dt.datetime) -> Sequence[Any]:
        """
        The windows that are open at an instant.
        """
        return offered.windows(actor=actor, employer_id=employer_id, at=at)

    def eligibility(self, *, actor: Actor, facts: Any, benefit_id: UUID, on: dt.date) -> Any:
        """
        Whether somebody may have a benefit, from which day, and every reason why not.
        """
        return offered.eligibility(actor=actor, facts=facts, benefit_id=benefit_id, on=on)

    def life_event(
        self, *, actor: Actor, employer_id: UUID, kind: str, event_on: dt.date, reported_on: dt.date
    ) -> Any:
        """
        Raises:
            LifeEventNotAllowed: with the reason benefits gave.
        """
        return offered.life_event(
            actor=actor,
            employer_id=employer_id,
            kind=kind,
            event_on=event_on,
            reported_on=reported_on,
        )

    def plan_year(self, *, actor: Actor, employer_id: UUID, plan_year_id: UUID) -> Period | None:
        """
        The days of an employer's plan year; None if it has no such year.
        """
        years = benefits.list_plan_years(actor=actor, employer_id=employer_id)
        return next((year.period for year in years if year.id == plan_year_id), None)

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Any]:
        """
        What became of each option of a plan year in the next one.
        """
        return offered.successors(actor=actor, plan_year_id=plan_year_id)

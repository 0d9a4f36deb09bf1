"""
Make a whole cart into cover, or nothing of it.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.clock import now
from enrolments_app import conf
from enrolments_app.data import Source
from enrolments_app.data.elections import BatchState
from enrolments_app.data.elections import ElectionBatch as BatchValue
from enrolments_app.errors.elections import AgreementNotSigned
from enrolments_app.models.election import ElectionBatch, ElectionLine
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.queries.election_batches import get_batch, line_value
from enrolments_app.rules.elections import SALARY_SACRIFICE, require_distinct
from enrolments_app.rules.limits import open_window, require_recent
from enrolments_app.rules.texts import require_text
from enrolments_app.services.about_line import about_line
from enrolments_app.services.allowances import claim_allows
from enrolments_app.services.commands import act_once
from enrolments_app.services.draft_batch import locked_draft
from enrolments_app.services.elect import Choice, action_of, elect, present_cover, priced
from enrolments_app.services.lock import lock_covers
from enrolments_app.services.pay_floor import require_pay_floor
from enrolments_app.services.permission import today_of


def submit_elections(
    *,
    actor: Actor,
    idempotency_key: str,
    batch_id: UUID,
    agreement_signed: bool = False,
    override_reason: str = "",
) -> BatchValue:
    """
    Submit a draft: every line becomes cover at the price of now, in one transaction.

    Cover by the same benefit ends the day before its line starts (C-22). The instant of the
    decision is that of this call, and it is tested against the windows at the very end, before the
    commit (C-15). A refused batch stays a draft and can be submitted again as it is.
    A refusal that is about one line names it in its `faults` and its notes. `override_reason` lets
    HR reach back further than the limit.

    Raises:
        BatchNotFound, BatchAlreadySubmitted: if there is no such draft.
        WindowClosed: if an employee's window is not open, or the batch's own is not.
        RetroLimitExceeded: if a day is too far back.
        LifeEventNotApproved, LifeEventExpired, LifeEventDoesNotPermit, EffectiveDateNotAllowed:
            if the batch's life event does not open a line's day (C-16).
        QuoteStale: if another price was shown for a line (C-11).
        AgreementNotSigned: if a line is paid by salary sacrifice, and nothing was signed.
        PayFloorBreached, PayUnknown: if the sacrifices leave less than the least pay (C-20).
        ElectedTwice: if two lines choose one benefit from one day on.
        NotOffered, ClosedToNew, NotEligible, NotEmployed, MemberNotCoverable, OverlappingCoverage,
        BenefitWaived: if a line cannot become cover.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    received_at = now()

    def execute() -> None:
        batch = locked_draft(actor, batch_id)
        require_text("override reason", override_reason, longest=200, shortest=0)
        lines = list(batch.lines.all())
        choices = [_priced(actor, batch, line) for line in lines]
        _require_distinct(choices)
        _require_agreement(choices, agreement_signed)
        _write(actor, batch, lines, choices, override_reason)
        _require_floor(choices)
        _require_windows(actor, batch, choices, received_at)
        batch.state = BatchState.SUBMITTED
        batch.agreement_signed = agreement_signed
        batch.submitted_at = received_at
        batch.submitted_by = actor.id
        batch.save()

    act_once(
        "submit_elections",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "batch": str(batch_id),
            "agreement_signed": agreement_signed,
            "override_reason": override_reason,
        },
        execute=execute,
    )
    return get_batch(actor=actor, batch_id=batch_id)


def _priced(actor: Actor, batch: ElectionBatch, line: ElectionLine) -> Choice:
    with about_line(line.position, line.option_id):
        return priced(actor=actor, request=line_value(batch, line).request)


def _require_distinct(choices: Sequence[Choice]) -> None:
    seen: set[tuple[UUID, dt.date]] = set()
    for position, choice in enumerate(choices, start=1):
        with about_line(position, choice.request.option_id):
            require_distinct(position, choice.quote.benefit_id, choice.request.starts_on, seen)


def _require_agreement(choices: Sequence[Choice], signed: bool) -> None:
    for position, choice in enumerate(choices, start=1):
        if choice.quote.funding == SALARY_SACRIFICE and not signed:
            with about_line(position, choice.request.option_id):
                raise AgreementNotSigned(position, choice.quote.label)


def _write(
    actor: Actor,
    batch: ElectionBatch,
    lines: Sequence[ElectionLine],
    choices: Sequence[Choice],
    override_reason: str,
) -> None:
    # What is there is locked in one order, and what is new is written in the order of benefits: two
    # batches of one employee wait for each other, never in a circle.
    lock_covers(
        employer_id=batch.employer_id,
        employee_id=batch.employee_id,
        benefit_ids={choice.quote.benefit_id for choice in choices},
    )
    pairs = sorted(
        zip(lines, choices, strict=True),
        key=lambda pair: (pair[1].quote.benefit_id, pair[1].request.starts_on),
    )
    for line, choice in pairs:
        with about_line(line.position, line.option_id):
            present = present_cover(choice)
            _require_day(actor, batch, choice, present, override_reason)
            line.enrolment = elect(
                actor=actor,
                choice=choice,
                present=present,
                source=_source(actor, batch),
                source_id=batch.claim_id or batch.window_id,
                reason=override_reason or "elected",
            )
        line.save(update_fields=["enrolment"])


def _require_day(
    actor: Actor,
    batch: ElectionBatch,
    choice: Choice,
    present: Enrolment | None,
    override_reason: str,
) -> None:
    starts_on = choice.request.starts_on
    if batch.claim_id is not None:
        claim_allows(
            actor=actor,
            claim_id=batch.claim_id,
            facts=choice.facts,
            on=starts_on,
            action=action_of(choice, present),
        )
        return
    if actor.role is Role.EMPLOYEE:
        require_recent(starts_on, today=today_of(choice.facts), limit=0)
    elif actor.role is not Role.SYSTEM and not override_reason.strip():
        require_recent(starts_on, today=today_of(choice.facts), limit=conf.retro_days())


def _source(actor: Actor, batch: ElectionBatch) -> Source:
    if batch.claim_id is not None:
        return Source.LIFE_EVENT
    if batch.window_id is not None or actor.role is Role.EMPLOYEE:
        return Source.WINDOW
    return Source.ADMIN


def _require_floor(choices: Sequence[Choice]) -> None:
    for position, choice in enumerate(choices, start=1):
        if choice.quote.funding == SALARY_SACRIFICE:
            with about_line(position, choice.request.option_id):
                require_pay_floor(facts=choice.facts, on=choice.request.starts_on)


def _require_windows(
    actor: Actor, batch: ElectionBatch, choices: Sequence[Choice], received_at: dt.datetime
) -> None:
    if batch.claim_id is not None or (batch.window_id is None and actor.role is not Role.EMPLOYEE):
        return
    windows = conf.benefit_catalogue.resolve().windows(
        actor=actor, employer_id=batch.employer_id, at=received_at
    )
    if batch.window_id is not None:
        windows = [window for window in windows if window.id == batch.window_id]
    for position, choice in enumerate(choices, start=1):
        with about_line(position, choice.request.option_id):
            open_window(windows, choice.quote.plan_year_id)

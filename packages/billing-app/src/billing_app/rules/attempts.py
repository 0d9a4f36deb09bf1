"""
What follows an attempt's state, and when is the gateway asked again?
"""

import datetime as dt

from billing_app.data import (
    IN_FLIGHT,
    AttemptStatus,
    Declined,
    NotFound,
    Outcome,
    Pending,
    Succeeded,
    Unavailable,
    Unknown,
)
from domain_kit.money import Money

_STATUS = {
    Succeeded: AttemptStatus.SUCCEEDED,
    Pending: AttemptStatus.PENDING,
    Declined: AttemptStatus.DECLINED,
    Unavailable: AttemptStatus.UNAVAILABLE,
    Unknown: AttemptStatus.UNKNOWN,
}
_NO = (AttemptStatus.DECLINED, AttemptStatus.UNAVAILABLE)
_UNHEARD = ("not heard of", "never heard of")
_SOON, _HOUR, _DAY = dt.timedelta(minutes=5), dt.timedelta(hours=1), dt.timedelta(days=1)
_DELAYS = {
    AttemptStatus.CREATED: (_SOON,),
    AttemptStatus.SENT: (_SOON, _HOUR, _DAY),
    AttemptStatus.UNKNOWN: (_SOON, _HOUR, _DAY),
    AttemptStatus.PENDING: (_HOUR, _DAY),
}

KEY_LIVES = dt.timedelta(hours=23)
"""How long a key is sure to be known: gateways keep them for at least a day (C-34)."""


def next_ask(status: AttemptStatus, asked: int) -> dt.timedelta | None:
    """
    After how long the gateway is asked again, when it was asked `asked` times; None if never.
    """
    delays = _DELAYS.get(status)
    return delays[min(asked, len(delays) - 1)] if delays else None


def following(status: AttemptStatus, outcome: Outcome) -> AttemptStatus | None:
    """
    The state an outcome moves an attempt to; None if it changes nothing (C-37).

    A success stays one. Money that comes after a no has come all the same.
    """
    if status in IN_FLIGHT or (status in _NO and isinstance(outcome, Succeeded)):
        return _STATUS[type(outcome)]
    return None


def may_close_unheard(status: AttemptStatus, reference: str | None) -> bool:
    """
    Whether an attempt is over when its gateway says that it never heard of it. One that the gateway
    gave a reference for was heard of: somebody must look.
    """
    return not reference and status in (AttemptStatus.SENT, AttemptStatus.UNKNOWN)


def heard(answer: object) -> Outcome | NotFound:
    """
    What a gateway's answer means. Older gateways say Unknown, and in its reason that they never
    heard of the attempt; an answer that is no outcome is Unknown.
    """
    if isinstance(answer, NotFound):
        return answer
    if isinstance(answer, Unknown) and any(words in answer.reason for words in _UNHEARD):
        return NotFound(reason=answer.reason)
    return outcome_of(answer)


def outcome_of(answer: object) -> Outcome:
    """
    The same for an answer to charge(), where never having heard of it means nothing.
    """
    if isinstance(answer, Succeeded | Pending | Declined | Unavailable | Unknown):
        return answer
    return Unknown(reason=f"the gateway answered {answer!r}, which is no outcome")


def amount_fault(asked: Money, outcome: Outcome) -> str:
    """
    What is wrong with the amount that the gateway says it collected; empty if nothing is.
    """
    if not isinstance(outcome, Succeeded) or outcome.amount is None or outcome.amount == asked:
        return ""
    return f"the gateway says it collected {outcome.amount}, and was asked for {asked}"


def keepable(text: str, longest: int) -> str:
    """
    A gateway's text as a column can keep it: its money must not be lost for a character.
    """
    return str(text).replace("\0", "").encode("utf-8", "replace").decode()[:longest]

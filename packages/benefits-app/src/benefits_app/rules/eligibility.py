"""
May somebody have a benefit on a day, and if not, for which reasons?
"""

import dataclasses
import datetime as dt
from decimal import Decimal

from benefits_app.data import (
    AllOf,
    AnyOf,
    Condition,
    Eligibility,
    EmployeeFacts,
    Fact,
    Not,
    Operator,
    Reason,
    Rule,
    WaitingPeriod,
)
from benefits_app.rules.waiting import first_day
from domain_kit.ages import age_on
from domain_kit.money import Money

UNKNOWN = "unknown"

type Actual = str | int | Decimal | dt.date | Money | bool | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """
    None is neither yes nor no: a fact is unknown. The reasons are those against a yes.
    """

    holds: bool | None
    reasons: tuple[Reason, ...]


def eligibility(
    *, rule: Rule, waiting: WaitingPeriod, facts: EmployeeFacts, on: dt.date
) -> Eligibility:
    """
    The decision for cover that starts on a day, with every reason against it.

    What is not known speaks against it, whichever way the rule asks.
    """
    first = first_day(hired_on=facts.hired_on, waiting=waiting)
    reasons: list[Reason] = []
    if not _employed(facts, on):
        reasons.append(Reason(code="not-employed", wanted=f"employed on {on}", actual="not so"))
    if on < first:
        reasons.append(
            Reason(code="waiting-period", wanted=f"a day from {first} on", actual=str(on))
        )
    reasons += _weigh(rule, facts, on, negated=False).reasons
    return Eligibility(eligible=not reasons, first_day=first, reasons=tuple(reasons))


def _weigh(rule: Rule, facts: EmployeeFacts, on: dt.date, *, negated: bool) -> _Verdict:
    match rule:
        case Condition():
            return _test(rule, facts, on, negated=negated)
        case Not(rule=inner):
            return _weigh(inner, facts, on, negated=not negated)
        case AllOf(rules=rules) | AnyOf(rules=rules):
            parts = [_weigh(part, facts, on, negated=negated) for part in rules]
            # That not all hold is that one does not, and the other way round.
            return _all(parts) if isinstance(rule, AllOf) is not negated else _any(parts)


def _all(parts: list[_Verdict]) -> _Verdict:
    against = tuple(reason for part in parts for reason in part.reasons)
    if any(part.holds is False for part in parts):
        return _Verdict(holds=False, reasons=against)
    return _Verdict(holds=None if against else True, reasons=against)


def _any(parts: list[_Verdict]) -> _Verdict:
    if any(part.holds for part in parts):
        return _Verdict(holds=True, reasons=())
    against = tuple(reason for part in parts for reason in part.reasons)
    unknown = any(part.holds is None for part in parts)
    nothing = (Reason(code="no-condition", wanted="any of no conditions", actual="none holds"),)
    return _Verdict(holds=None if unknown else False, reasons=against or nothing)


def _test(condition: Condition, facts: EmployeeFacts, on: dt.date, *, negated: bool) -> _Verdict:
    actual = _actual(condition.fact, facts, on)
    holds = _compares(actual, condition)
    if holds is not None and holds is not negated:
        return _Verdict(holds=True, reasons=())
    reason = Reason(
        code=condition.fact.value.replace("_", "-"),
        wanted=f"{'not ' if negated else ''}{_words(condition)}",
        actual=UNKNOWN if actual in (None, "") else str(actual),
    )
    return _Verdict(holds=None if holds is None else False, reasons=(reason,))


def _compares(actual: Actual, condition: Condition) -> bool | None:
    value = condition.value
    match condition.operator, actual, value:
        case _, None | "", _:
            return None
        case _, Money() as mine, Money() as wanted if mine.currency != wanted.currency:
            return None
        case Operator.IS, _, _:
            return actual == value
        case Operator.ONE_OF, str() as word, frozenset() as words:
            return word in words
        case Operator.AT_LEAST, _, _:
            return bool(actual >= value)  # type: ignore[operator]  # a fact has one type
        case Operator.AT_MOST, _, _:
            return bool(actual <= value)  # type: ignore[operator]  # a fact has one type
    return None


def _actual(fact: Fact, facts: EmployeeFacts, on: dt.date) -> Actual:
    match fact:
        case Fact.AGE:
            return None if facts.born_on is None else age_on(born_on=facts.born_on, on=on)
        case Fact.SERVICE_DAYS:
            return max(0, (on - facts.hired_on).days)
        case Fact.EMPLOYED:
            return _employed(facts, on)
        case Fact.HIRED_ON:
            return facts.hired_on
        case Fact.FTE:
            return facts.fte
        case Fact.GRADE:
            return facts.grade
        case Fact.LOCATION:
            return facts.location
        case Fact.ANNUAL_SALARY:
            return facts.annual_salary


def _employed(facts: EmployeeFacts, on: dt.date) -> bool:
    if not facts.employed:
        return on >= facts.hired_on
    return any(period.contains(on) for period in facts.employed)


def _words(condition: Condition) -> str:
    value = condition.value
    text = " or ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    return f"{condition.operator.replace('_', ' ')} {text}"

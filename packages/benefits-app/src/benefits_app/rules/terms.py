"""
Do the terms of a plan contradict themselves?
"""

from benefits_app.data import PlanTerms, ProrationPolicy
from benefits_app.errors import PlanTermsBroken


def require_terms(terms: PlanTerms) -> None:
    """
    Raises:
        PlanTermsBroken: if a wash day is missing, idle or no day of a month, or no number of
            members is within the limits.
    """
    wash_day = terms.proration.wash_day
    washes = terms.proration.policy is ProrationPolicy.WASH_DAY
    if washes and wash_day is None:
        raise PlanTermsBroken("no wash day")
    if not washes and wash_day is not None:
        raise PlanTermsBroken(f"a wash day, and the proration {terms.proration.policy}")
    if wash_day is not None and not 1 <= wash_day <= 31:
        raise PlanTermsBroken(f"the wash day {wash_day}")
    low, high = terms.min_members, terms.max_members
    if any(limit is not None and not 1 <= limit <= 99 for limit in (low, high)):
        raise PlanTermsBroken("a number of members that is not from 1 to 99")
    if low is not None and high is not None and high < low:
        raise PlanTermsBroken(f"at least {low} and at most {high} members")

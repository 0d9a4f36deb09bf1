"""
Does every refusal of policy say what happened and what to do, and survive a queue?
"""

import datetime as dt
import pickle

import pytest

from benefits_app import errors
from tests.rules.make import EMPLOYER, MAY, OPTION, gbp

NOON = dt.datetime(2027, 5, 1, 12, tzinfo=dt.UTC)
REFUSALS = [
    errors.BirthDateNeeded(OPTION, ""),
    errors.BirthDateNeeded(OPTION, "a"),
    errors.ContributionBroken("two rules for one tier"),
    errors.CoverNeeded(OPTION),
    errors.CoverNotOffered(OPTION, gbp("5.00"), None, None, None),
    errors.CoverNotPriced(OPTION),
    errors.HouseholdBroken("the key 'a' more than once"),
    errors.LifeEventKindBroken("no permission"),
    errors.LifeEventKindNotFound(EMPLOYER, "birth"),
    errors.LifeEventNotAllowed("birth", MAY, MAY, MAY, MAY),
    errors.MemberNotBorn("a", MAY),
    errors.MemberNotCoverable(OPTION, "a", "cousin"),
    errors.MembersOutOfLimits(OPTION, 3, None, 2),
    errors.MembersOutOfLimits(OPTION, 1, 2, None),
    errors.NoRateForGroup(OPTION, ""),
    errors.NoTier("a household of 1 self"),
    errors.PlanTermsBroken("the wash day 40"),
    errors.RenewalMappingBroken("option 1 twice"),
    errors.RuleSetBroken("the format 3"),
    errors.TierAmbiguous("a household of 1 self", ["a", "b"]),
    errors.UnknownConditions(["shoe_size"]),
    errors.WindowClosed(NOON, NOON, "Europe/London"),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.code)
def test_it_is_two_sentences_and_survives_a_queue(refusal):
    again = pickle.loads(pickle.dumps(refusal))

    assert str(again) == str(refusal)
    assert str(refusal)[0].isupper()
    assert str(refusal).endswith(".")
    assert ". " in str(refusal)

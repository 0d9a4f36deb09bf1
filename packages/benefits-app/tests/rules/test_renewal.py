"""
Which option follows which, and who must choose?
"""

from uuid import UUID

import pytest

from benefits_app.data import OptionMapping
from benefits_app.errors import RenewalMappingBroken
from benefits_app.rules.renewal import plan_renewal

MEDICAL, DENTAL = UUID(int=1), UUID(int=2)
BASIC, STANDARD, GOLD, TEETH = (UUID(int=n) for n in (11, 12, 13, 14))
YEAR = {BASIC: MEDICAL, STANDARD: MEDICAL, GOLD: MEDICAL, TEETH: DENTAL}


def renew(*pairs):
    return plan_renewal(
        plan_of=YEAR,
        mapping=[OptionMapping(option_id=old, becomes=new) for old, new in pairs],
    )


def becomes(plan):
    return {entry.option_id: entry.becomes for entry in plan.becomes}


class TestPlanRenewal:
    def test_c_24_an_option_goes_on_as_itself_or_as_another(self):
        plan = renew((BASIC, STANDARD), (STANDARD, STANDARD), (GOLD, GOLD), (TEETH, TEETH))

        assert becomes(plan) == {BASIC: STANDARD, STANDARD: STANDARD, GOLD: GOLD, TEETH: TEETH}
        assert plan.copied == (STANDARD, GOLD, TEETH)

    def test_c_24_people_of_an_option_that_is_not_mentioned_must_choose(self):
        plan = renew((BASIC, BASIC))

        assert becomes(plan)[GOLD] is None
        assert GOLD in plan.copied

    def test_an_option_that_becomes_nothing_is_not_offered_again(self):
        plan = renew((BASIC, None))

        assert becomes(plan)[BASIC] is None
        assert BASIC not in plan.copied

    def test_an_option_that_others_become_is_offered_even_if_its_own_people_move(self):
        plan = renew((BASIC, STANDARD), (STANDARD, GOLD))

        assert STANDARD in plan.copied
        assert becomes(plan)[STANDARD] == GOLD

    def test_every_option_has_one_answer_in_the_order_of_the_year(self):
        assert tuple(becomes(renew())) == tuple(YEAR)

    @pytest.mark.parametrize(
        ("pairs", "fault"),
        [
            ([(BASIC, BASIC), (BASIC, None)], "twice"),
            ([(UUID(int=99), BASIC)], "which the plan year does not"),
            ([(BASIC, UUID(int=99))], "which the plan year does not"),
            ([(BASIC, TEETH)], "another plan"),
        ],
    )
    def test_names_the_fault(self, pairs, fault):
        with pytest.raises(RenewalMappingBroken, match=fault):
            renew(*pairs)

"""
Interrupted at any step and run again, does a release end as if nothing had happened?
"""

import pytest

from wheelwright.release.steps import STEPS

NAMES = [step.name for step in STEPS]


@pytest.fixture(scope="module")
def undisturbed(make_workshop):
    shop = make_workshop()
    assert shop.release().status == 0
    return shop.state("1.0.1")


class TestAReleaseThatIsKilled:
    def test_between_any_two_steps_and_run_again_ends_the_same(self, workshop, undisturbed):
        # A step begins when the one before it is done: the last one's end is the only other place.
        for step in NAMES:
            with workshop.running(step, stream="stderr"):
                pass  # and killed at once
        with workshop.running(NAMES[-1], stream="stdout"):
            pass

        finished = workshop.release()

        assert finished.status == 0, finished.errors
        assert workshop.state("1.0.1") == undisturbed

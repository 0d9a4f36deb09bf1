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
    @pytest.mark.parametrize("stream", ["stderr", "stdout"], ids=["begins", "is done"])
    def test_as_each_step_and_run_again_ends_the_same(self, workshop, undisturbed, stream):
        for step in NAMES:
            with workshop.running(step, stream=stream):
                pass  # and killed at once

        finished = workshop.release()

        assert finished.status == 0, finished.errors
        assert workshop.state("1.0.1") == undisturbed

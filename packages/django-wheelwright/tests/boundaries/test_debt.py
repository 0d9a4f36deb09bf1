"""
Does the debt file tolerate what it names, and can it only shrink?
"""

import pytest

from wheelwright.boundaries import debt
from wheelwright.errors import BadRequest
from wheelwright.model import Finding, Severity

CROSSING = Finding(
    code="cross-domain-import",
    severity=Severity.ERROR,
    subject="orders_app.api -> stock_app.models",
    message="It crosses.",
    hint="Do not.",
)
OWED = debt.Debt(
    package="orders-app", code=CROSSING.code, subject=CROSSING.subject, reason="Moves in 2.0."
)


class TestDebt:
    def test_is_accepted_with_its_reason(self):
        (finding,) = debt.settle("orders-app", [CROSSING], (OWED,), None)

        assert (finding.severity, finding.accepted) == (Severity.INFO, "Moves in 2.0.")

    def test_of_another_package_does_not_help(self):
        assert debt.settle("stock-app", [CROSSING], (OWED,), None) == (CROSSING,)

    def test_that_is_paid_must_go(self):
        (finding,) = debt.settle("orders-app", [], (OWED,), None)

        assert (finding.code, finding.severity) == ("debt-paid", Severity.ERROR)

    def test_may_not_be_new_since_the_last_release(self):
        _, grown = debt.settle("orders-app", [CROSSING], (OWED,), ())

        assert (grown.code, grown.severity) == ("debt-grown", Severity.ERROR)

    def test_that_is_old_stays(self):
        (finding,) = debt.settle("orders-app", [CROSSING], (OWED,), (OWED,))

        assert finding.severity is Severity.INFO

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("[[debt]\n", "cannot be read"),
            ('[[debt]]\npackage = "a"\n', "cannot be read"),
            (
                '[[debt]]\npackage="a"\ncode="b"\nsubject="c -> d"\nreason=" "\n',
                "without a reason",
            ),
        ],
    )
    def test_that_cannot_be_understood_is_refused(self, text, sentence):
        with pytest.raises(BadRequest, match=sentence):
            debt.parse(text, debt.FILE)

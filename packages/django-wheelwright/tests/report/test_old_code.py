"""
Which rehearsed steps does the release that serves not live through, and is such a step ahead?
"""

import pytest

from wheelwright.report import old_code

READ = {"code": "old-code-breaks", "message": "No read.", "evidence": {"actions": ["read"]}}
WRITE = {"code": "old-code-breaks", "message": "No insert.", "evidence": {"actions": ["insert"]}}
AHEAD = old_code.Break(
    package="orders-app",
    old="2.2.0",
    new="3.0.0",
    migrations=frozenset({"orders.0003_check", "orders.0004_drop"}),
    reasons=("No read.",),
)


def reasons(finding, severity="review"):
    return old_code.in_cell({"findings": [{**finding, "severity": severity, "subject": "orders"}]})


class TestReasons:
    def test_are_what_the_old_release_can_no_longer_read(self):
        assert reasons(READ) == ("No read.",)

    def test_are_not_made_up_writes_that_are_refused(self):
        assert reasons(WRITE) == ()

    def test_are_not_what_was_accepted_by_name(self):
        assert reasons(READ, severity="info") == ()


class TestAhead:
    @pytest.mark.parametrize(
        ("target", "pending"),
        [
            ("3.0.0", {"orders.0003_check", "orders.0004_drop"}),
            ("3.1.0", {"orders.0002_more", "orders.0003_check", "orders.0004_drop"}),
        ],
        ids=["from that release", "from an older one, further on"],
    )
    def test_if_all_its_migrations_are_pending(self, target, pending):
        assert AHEAD.lies_ahead({"orders-app": target}, pending)

    @pytest.mark.parametrize(
        ("target", "pending"),
        [
            ("3.0.0", {"orders.0004_drop"}),
            ("2.3.0", {"orders.0003_check", "orders.0004_drop"}),
            ("3.0.0", {"orders.0001_initial", "orders.0003_check", "orders.0004_drop"}),
        ],
        ids=["from a release between", "to one before", "nothing serves yet"],
    )
    def test_not_otherwise(self, target, pending):
        assert not AHEAD.lies_ahead({"orders-app": target}, pending)

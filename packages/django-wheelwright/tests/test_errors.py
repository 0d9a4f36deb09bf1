"""
Does every reason read as a sentence, and survive a trip between processes?
"""

import pickle

import pytest

from wheelwright.errors import BadRequest, CellBroken, NoServer

REASONS = [
    NoServer("PostgreSQL did not start.", "Look at its log."),
    BadRequest("There is no host.", "Check the path."),
    CellBroken("The seed does not load.", "It said:", "first line\n\nlast line\n"),
]


class TestReasons:
    @pytest.mark.parametrize("reason", REASONS, ids=lambda reason: type(reason).__name__)
    def test_survive_pickling(self, reason):
        assert str(pickle.loads(pickle.dumps(reason))) == str(reason)

    def test_end_with_the_last_lines_of_the_output(self):
        assert str(REASONS[2]) == "The seed does not load. It said:\n    first line\n    last line"

"""
When do two texts mean the same?
"""

import base64
import pickle
import uuid

import pytest

from wheelwright.rehearse.facts import meaning

KEY = uuid.UUID("3f2504e0-4f89-41d3-9a0c-0305e82c3301")


class TestSpelled:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ('{"b":1,"a":[2]}', '{"a": [2], "b": 1.0}'),
            (KEY.hex, str(KEY)),
            ("1.50", "1.5"),
            ("t", "true"),
            ("2026-03-01", "2026-03-01 00:00:00"),
            ("2026-03-01 12:00:00+02", "2026-03-01T10:00:00Z"),
        ],
    )
    def test_is_the_same_for_other_clothes(self, one, other):
        assert meaning.spelled(one) == meaning.spelled(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("007", "7"),
            ("Oak", "oak"),
            ("1.50", "1.05"),
            ('["a", "b"]', '["b", "a"]'),
            ("+49", "49"),
        ],
    )
    def test_tells_apart_what_differs(self, one, other):
        assert meaning.spelled(one) != meaning.spelled(other)


class TestParts:
    def test_are_the_entries_of_a_list(self):
        assert meaning.parts("elm, oak;fir") == ("elm", "oak", "fir")
        assert meaning.parts('["elm", 2]') == ("elm", "2")


class TestLeaves:
    def test_are_read_from_a_pickle_that_is_never_run(self):
        packed = base64.b64encode(pickle.dumps({"colour": "green", "width": 12})).decode()

        assert {"green", "12"} <= meaning.leaves(packed)

    def test_are_the_values_inside_json(self):
        assert meaning.leaves('{"a": {"b": ["x", 1]}}') == {"x", "1"}

"""
Are pictures drawn where the numbers are?
"""

import datetime as dt
from fractions import Fraction

import pytest

from domain_kit.periods import Period
from host.portal.drawing.columns import stacked
from host.portal.drawing.numbers import round_up, written
from host.portal.drawing.parts import divided, progress
from host.portal.drawing.timeline import lane, timeline
from host.portal.drawing.variance import variance

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


class TestNumbers:
    @pytest.mark.parametrize(
        ("largest", "end"),
        [(0, 10), (1, 10), (11, 12), (73_000, 80_000), (200, 200), (201, 240), (999, 1_000)],
    )
    def test_a_scale_ends_at_a_round_number(self, largest, end):
        assert round_up(largest) == end

    def test_lengths_have_a_point_in_every_locale(self):
        assert written(Fraction(1, 3)) == "0.333"
        assert written(20) == "20"
        assert written(Fraction(0)) == "0"


class TestColumns:
    def test_stack_the_second_kind_on_the_first(self):
        drawn = stacked(["a", "b"], [(30, 20), (50, 0)])

        assert drawn.top == 50
        assert [(each.kind, each.y, each.height) for each in drawn.pieces] == [
            ("a", "40", "60"),
            ("b", "0", "40"),
            ("a", "0", "100"),
        ]

    def test_stand_apart(self):
        drawn = stacked(["a"], [(1,), (1,)])

        assert [(each.x, each.width) for each in drawn.pieces] == [("0.2", "0.6"), ("1.2", "0.6")]

    def test_of_nothing_are_none(self):
        assert stacked(["a"], [(0,), (-5,)]).pieces == ()


class TestVariance:
    def test_less_is_left_and_more_is_right(self):
        less, same, more = variance([-50, 0, 100])

        assert (less.kind, less.x, less.width) == ("less", "25", "25")
        assert (same.kind, same.width) == ("same", "0")
        assert (more.kind, more.x, more.width) == ("more", "50", "50")


class TestParts:
    def test_follow_one_another(self):
        first, second = divided([("a", 25), ("b", 75), ("c", 0)])

        assert (first.x, first.width, first.percent) == ("0", "25", 25)
        assert (second.x, second.width, second.percent) == ("25", "75", 75)

    def test_progress_is_a_part_of_the_whole(self):
        (done,) = progress(1, 3)

        assert (done.width, done.percent) == ("33.333", 33)

    def test_nothing_done_is_no_part(self):
        assert progress(0, 3) == ()
        assert progress(0, 0) == ()


class TestTimeline:
    def test_cuts_what_lies_beyond(self):
        told = Period.inclusive(dt.date(2026, 6, 1), None)

        (span,) = lane("Medical", [("held", "Standard", told)], first=FIRST, last=LAST).spans

        assert (span.x, span.width, span.open) == ("0", "100", True)

    def test_leaves_out_what_lies_elsewhere(self):
        told = Period.inclusive(dt.date(2026, 6, 1), dt.date(2026, 12, 31))

        assert lane("Medical", [("held", "", told)], first=FIRST, last=LAST).spans == ()

    def test_marks_years_and_today(self):
        drawn = timeline([], first=FIRST, last=dt.date(2028, 12, 31), today=dt.date(2028, 1, 1))

        assert [each.label for each in drawn.years] == ["2027", "2028"]
        assert drawn.years[1].x == drawn.today

    def test_has_no_today_on_another_line(self):
        assert timeline([], first=FIRST, last=LAST, today=dt.date(2030, 1, 1)).today is None

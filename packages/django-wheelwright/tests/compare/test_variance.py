"""
Types, ranges and version numbers: the small judgements that the rules stand on.
"""

import datetime as dt

import pytest
from packaging.version import Version

from wheelwright.compare import end_of_life, version_ranges, version_step
from wheelwright.compare.assignability import Types
from wheelwright.compare.change import Bump
from wheelwright.compare.field_definition import Move, move

TYPES = Types({"Oak": frozenset({"Tree"}), "Tree": frozenset()}, {"Answer": "Oak | None"})


class TestTypes:
    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("int", "int | None"),
            ("Oak", "Tree"),
            ("Answer", "Tree | None"),
            ("list[int]", "collections.abc.Iterable[int]"),
            ("tuple[Oak, ...]", "collections.abc.Sequence[Tree]"),
            ("dict[str, int]", "collections.abc.Mapping[str, int | None]"),
            ("typing.Literal['a']", "str"),
            ("typing.Optional[int]", "None | int"),
            ("str", "object"),
        ],
    )
    def test_fit(self, source, target):
        assert TYPES.fits(source, target)

    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("int | None", "int"),
            ("Tree", "Oak"),
            ("list[Oak]", "list[Tree]"),
            ("collections.abc.Sequence[int]", "list[int]"),
            ("str", "typing.Literal['a']"),
            ("tuple[int, str]", "tuple[int]"),
        ],
    )
    def test_do_not_fit(self, source, target):
        assert not TYPES.fits(source, target)


class TestRanges:
    def test_lose_what_lies_between(self):
        gone = version_ranges.lost(">=1.0,<3", ">=1.0,<3,!=1.5.0", ["1.5.0"])

        assert gone == (Version("1.5.0"),)

    def test_lose_nothing_when_they_widen(self):
        assert version_ranges.lost(">=1.0,<2", ">=1.0,<3") == ()

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            (">=1.0,<2", ">=1.1,<2", True),
            (">=1.0,<3", ">=2.0,<3", False),
            (">=0.6", ">=0.7", False),
            (">=1", "<2", False),
            ("", ">=3.10", True),
            ("<4", ">=3.10,<4", True),
            ("", ">=3.10,<4", False),
        ],
    )
    def test_know_a_raised_lower_bound(self, old, new, expected):
        assert version_ranges.only_floor_raised(old, new) is expected


class TestVersion:
    @pytest.mark.parametrize(
        ("old", "new", "step"),
        [
            ("1.2.3", "1.2.4", Bump.PATCH),
            ("1.2.3", "1.3.0", Bump.MINOR),
            ("1.2.3", "2.0.0", Bump.MAJOR),
            ("1.2.3", "1.2.3.post1", Bump.PATCH),
            ("2.0.0rc1", "2.0.0", Bump.PATCH),
            ("0.1.0", "0.2.0", Bump.MAJOR),
            ("0.1.0", "0.1.1", Bump.PATCH),
        ],
    )
    def test_declares_a_step(self, old, new, step):
        assert version_step.declared(Version(old), Version(new)) is step

    @pytest.mark.parametrize(
        ("old", "step", "lowest"),
        [
            ("1.2.3", Bump.PATCH, "1.2.4"),
            ("1.2.3", Bump.MINOR, "1.3.0"),
            ("1.2.3", Bump.MAJOR, "2.0.0"),
            ("0.1.4", Bump.MAJOR, "0.2.0"),
        ],
    )
    def test_suggests_the_lowest(self, old, step, lowest):
        assert version_step.lowest(Version(old), step) == Version(lowest)


class TestEndOfLife:
    def test_counts_an_unknown_version_as_supported(self):
        assert end_of_life.is_supported("python", "3.99", dt.date(2026, 11, 21))

    def test_ends_on_its_day(self):
        assert end_of_life.is_supported("python", "3.10", dt.date(2026, 10, 31))
        assert not end_of_life.is_supported("python", "3.10", dt.date(2026, 11, 1))


class TestFieldDefinition:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("models.CharField(max_length=9)", "models.CharField(max_length=10)", Move.LOOSER),
            ("models.CharField(max_length=9)", "models.CharField(max_length=8)", Move.TIGHTER),
            ("models.CharField(max_length=9)", "models.TextField()", Move.LOOSER),
            ("models.TextField()", "models.CharField(max_length=9)", Move.TIGHTER),
            ("models.IntegerField()", "models.IntegerField(default=3)", Move.NOTHING),
            ("models.IntegerField()", "models.IntegerField(unique=True)", Move.TIGHTER),
            ("models.IntegerField(null=True)", "models.IntegerField()", Move.TIGHTER),
            ("models.IntegerField()", "models.BigIntegerField()", Move.REWRITTEN),
            ("models.AutoField()", "models.BigAutoField()", Move.REWRITTEN),
            ("models.BigIntegerField()", "models.IntegerField()", Move.TIGHTER),
            ("models.PositiveIntegerField()", "models.IntegerField()", Move.LOOSER),
            ("models.IntegerField()", "models.PositiveBigIntegerField()", Move.TIGHTER),
            ("models.IntegerField()", "models.FloatField()", Move.TIGHTER),
        ],
    )
    def test_moves(self, old, new, expected):
        assert move(old, new) is expected

"""
What comes along with a model, and why.
"""

from survey_kit import key, model, survey

from wheelwright.extract.plan.companions import brought, groups, together
from wheelwright.extract.values import Base, Place


def came(found: tuple) -> dict[str, str]:
    return {companion.label: companion.reason for companion in found}


class TestTogether:
    def test_the_history_comes_along(self) -> None:
        legacy = survey(
            model("legacy.Plan"), model("legacy.HistoricalPlan", history_of="legacy.Plan")
        )

        assert came(together(legacy, "legacy", ("legacy.Plan",))) == {
            "legacy.HistoricalPlan": "keeps its history"
        }

    def test_a_child_and_a_proxy_of_the_child_come_along(self) -> None:
        legacy = survey(
            model("legacy.Plan"),
            model("legacy.Gold", parents=("legacy.Plan",)),
            model("legacy.Shiny", parents=("legacy.Gold",), proxy=True),
        )

        assert came(together(legacy, "legacy", ("legacy.Plan",))) == {
            "legacy.Gold": "inherits from it: they share a row",
            "legacy.Shiny": "is a proxy of it",
        }

    def test_the_table_that_somebody_wrote_for_a_field_comes_along(self) -> None:
        legacy = survey(
            model("legacy.Plan"),
            model("legacy.Watch"),
            relations=(
                key(
                    "legacy.Plan.watchers", "auth.User", kind="many-to-many", through="legacy.Watch"
                ),
            ),
        )

        assert came(together(legacy, "legacy", ("legacy.Plan",))) == {
            "legacy.Watch": "is the table of its field watchers"
        }

    def test_a_child_in_another_app_stays_there(self) -> None:
        legacy = survey(model("legacy.Plan"), model("shop.Gold", parents=("legacy.Plan",)))

        assert together(legacy, "legacy", ("legacy.Plan",)) == ()

    def test_a_key_alone_binds_nobody(self) -> None:
        legacy = survey(
            model("legacy.Plan"),
            model("legacy.Window"),
            relations=(key("legacy.Window.plan", "legacy.Plan"),),
        )

        assert together(legacy, "legacy", ("legacy.Plan",)) == ()


class TestGroups:
    def test_whatever_order_they_are_named_in(self) -> None:
        legacy = survey(
            model("legacy.Gold", parents=("legacy.Plan",)),
            model("legacy.Tag"),
            model("legacy.Plan"),
        )

        assert groups(legacy, ("legacy.Gold", "legacy.Tag", "legacy.Plan")) == (
            ("legacy.Gold", "legacy.Plan"),
            ("legacy.Tag",),
        )


class TestBrought:
    BASE = Base(
        path="legacy.models.Stamped",
        place=Place(file="legacy/models.py", line=3),
        abstract=True,
        own=True,
    )

    def test_a_base_that_nobody_else_needs_goes(self) -> None:
        (found,) = brought(
            survey(model("legacy.Plan", bases=(self.BASE,))), frozenset({"legacy.Plan"})
        )

        assert found.goes

    def test_a_base_of_both_sides_stays(self) -> None:
        both = survey(
            model("legacy.Plan", bases=(self.BASE,)), model("legacy.Tag", bases=(self.BASE,))
        )

        (found,) = brought(both, frozenset({"legacy.Plan"}))

        assert not found.goes
        assert "legacy.Tag" in found.reason

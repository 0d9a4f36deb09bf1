"""
What the page and the text show.
"""

from survey_kit import key, model, survey

from wheelwright.extract.plan import drawing, picture, text
from wheelwright.extract.plan.clusters import clusters
from wheelwright.extract.plan.make import plan

KNOWN = survey(
    model("legacy.Plan", permissions=("view_plan",)),
    model("legacy.Window"),
    model("legacy.Flag"),
    model("shop.Order"),
    relations=(
        key("legacy.Window.plan", "legacy.Plan"),
        key("shop.Order.plan", "legacy.Plan", kind="many-to-many"),
    ),
    folder="nowhere",
)
PLAN = plan(KNOWN, source="legacy", target="plans", models=("Plan",))


class TestPlan:
    def test_each_relation_that_crosses_is_a_line(self) -> None:
        drawn = drawing.columns(KNOWN, PLAN)

        assert [(line.kind, line.title.partition(" ")[0]) for line in drawn.lines] == [
            ("key", "legacy.Window.plan"),
            ("many-to-many", "shop.Order.plan"),
        ]

    def test_the_page_needs_nothing_but_itself(self) -> None:
        page = picture.plan(KNOWN, PLAN)

        assert "<svg" in page
        assert "src=" not in page
        assert "http" not in page

    def test_a_name_is_no_markup(self) -> None:
        odd = survey(model("legacy.Plan", table="<b>"), folder="nowhere")

        page = picture.plan(odd, plan(odd, source="legacy", target="plans", models=("Plan",)))

        assert "<b>" not in page

    def test_the_text_has_who_names_it_and_what_is_locked(self) -> None:
        said = "\n".join(text.lines(PLAN))

        assert "shop.Order.plan -> legacy.Plan (many-to-many; shop/models.py:2)" in said
        assert "Permissions follow, with copies for the old label: legacy.view_plan." in said


class TestClusters:
    def test_what_has_no_ties_is_no_circle_but_a_name(self) -> None:
        groups = clusters(KNOWN, "legacy")
        page = picture.clusters(KNOWN, groups, source="legacy")

        assert "By themselves" in page
        assert "Flag" in page

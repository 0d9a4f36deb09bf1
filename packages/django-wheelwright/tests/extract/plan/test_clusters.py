"""
Where an app comes apart.
"""

from survey_kit import key, model, survey

from wheelwright.extract.plan.clusters import clusters
from wheelwright.extract.plan.text import cluster_lines

PLANS = ("Plan", "Option", "Price")
CLAIMS = ("Claim", "Line", "Letter")


def two_domains() -> tuple:
    models = [model(f"legacy.{name}") for name in (*PLANS, *CLAIMS, "Flag")]
    relations = (
        key("legacy.Option.plan", "legacy.Plan"),
        key("legacy.Price.option", "legacy.Option"),
        key("legacy.Price.plan", "legacy.Plan"),
        key("legacy.Line.claim", "legacy.Claim"),
        key("legacy.Letter.claim", "legacy.Claim"),
        key("legacy.Letter.line", "legacy.Line"),
        key("legacy.Claim.plan", "legacy.Plan"),
    )
    return clusters(survey(*models, relations=relations), "legacy")


class TestClusters:
    def test_models_that_name_each_other_stay_together(self) -> None:
        found = {frozenset(c.models) for c in two_domains()}

        assert found == {
            frozenset(f"legacy.{name}" for name in PLANS),
            frozenset(f"legacy.{name}" for name in CLAIMS),
            frozenset({"legacy.Flag"}),
        }

    def test_the_cut_between_them_is_told(self) -> None:
        first, *_ = two_domains()

        assert [cut.name for cut in first.cuts] == ["legacy.Claim.plan"]

    def test_a_child_is_never_cut_from_its_parent(self) -> None:
        legacy = survey(
            model("legacy.Plan"),
            model("legacy.Gold", parents=("legacy.Plan",)),
            model("legacy.Bar"),
            relations=(
                key("legacy.Bar.gold", "legacy.Gold"),
                key("legacy.Bar.again", "legacy.Gold"),
            ),
        )

        found = [c for c in clusters(legacy, "legacy") if "legacy.Gold" in c.models]

        assert "legacy.Plan" in found[0].models

    def test_the_text_ends_with_what_to_type(self) -> None:
        *_, last = cluster_lines(two_domains(), "legacy")

        assert last.split() == [
            "wheelwright",
            "extract",
            "plan",
            "--from",
            "legacy",
            "--to",
            "NEW_APP",
            "--out",
            "plan.json",
            "--models",
            "Claim",
            "Line",
            "Letter",
        ]

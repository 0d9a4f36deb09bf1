"""
How many steps, in which order.
"""

from survey_kit import key, model, survey

from wheelwright.extract.plan.steps import steps


def names(labels: str, most: int, *relations: tuple[str, str]) -> list[list[str]]:
    known = survey(
        *(model(f"legacy.{name}") for name in labels.split()),
        relations=tuple(key(f"legacy.{one}.field", f"legacy.{other}") for one, other in relations),
    )
    made = steps(
        known,
        source="legacy",
        target="plans",
        labels=tuple(f"legacy.{name}" for name in labels.split()),
        because=(),
        most=most,
    )
    return [[moved.name for moved in step.moved] for step in made]


class TestSteps:
    def test_few_models_are_one_step(self) -> None:
        assert names("A B C", 15) == [["A", "B", "C"]]

    def test_what_is_named_moves_before_what_names_it(self) -> None:
        assert names("A B C", 1, ("A", "B"), ("B", "C")) == [["C"], ["B"], ["A"]]

    def test_what_is_tied_moves_together_as_far_as_there_is_room(self) -> None:
        assert names("A B C D", 2, ("A", "C"), ("B", "D")) == [["C", "A"], ["D", "B"]]

    def test_nobody_is_left_alone_while_there_is_room(self) -> None:
        assert names("A B C", 2, ("A", "B")) == [["B", "A"], ["C"]]

    def test_a_circle_of_keys_is_no_trouble(self) -> None:
        assert names("A B", 15, ("A", "B"), ("B", "A")) == [["A", "B"]]

    def test_what_moved_in_an_earlier_step_does_not_point_from_outside(self) -> None:
        known = survey(
            model("legacy.A"), model("legacy.B"), relations=(key("legacy.A.b", "legacy.B"),)
        )

        first, second = steps(
            known,
            source="legacy",
            target="plans",
            labels=("legacy.A", "legacy.B"),
            because=(),
            most=1,
        )

        assert [r.name for r in first.pointing_in] == ["legacy.A.b"]
        assert second.pointing_in == second.pointing_out == ()

"""
What counts as a difference between two schemas?
"""

from wheelwright.rehearse.facts.schema import Item, compare

TABLE = Item(kind="table", table="loan", name="loan", definition="r p")
DUE = Item(kind="column", table="loan", name="loan.due_on", definition="date")


class TestCompare:
    def test_finds_none_between_equals(self):
        assert compare(frozenset({TABLE, DUE}), frozenset({DUE, TABLE})) == ()

    def test_names_an_object_that_one_side_lacks(self):
        (difference,) = compare(frozenset({TABLE, DUE}), frozenset({TABLE}))

        assert (difference.name, difference.left, difference.right) == ("loan.due_on", "date", None)

    def test_says_nothing_about_the_parts_of_a_missing_table(self):
        differences = compare(frozenset({TABLE, DUE}), frozenset())

        assert [difference.kind for difference in differences] == ["table"]

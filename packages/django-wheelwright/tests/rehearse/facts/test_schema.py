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


def function(body: str, language: str = "plpgsql") -> Item:
    head = "CREATE OR REPLACE FUNCTION public.ok(n integer)\n RETURNS boolean"
    text = f"{head}\n LANGUAGE {language}\nAS $function${body}$function$\n"
    return Item(kind="function", table="", name="ok(n integer)", definition=text)


class TestLayout:
    def test_and_comments_of_a_function_are_no_difference(self):
        one = function("\nBEGIN\n  RETURN n > 0; -- never nothing\nEND;\n")
        other = function("begin\n\n    /* checked */ return n>0;\nend;")

        assert compare(frozenset({one}), frozenset({other})) == ()

    def test_of_a_text_inside_is_one(self):
        one, other = function("BEGIN RAISE 'no  one'; END"), function("BEGIN RAISE 'no one'; END")

        assert len(compare(frozenset({one}), frozenset({other}))) == 1

    def test_of_another_language_is_one(self):
        one, other = (
            function("if n:\n  return 1", "plpython3u"),
            function("if n:\nreturn 1", "plpython3u"),
        )

        assert len(compare(frozenset({one}), frozenset({other}))) == 1

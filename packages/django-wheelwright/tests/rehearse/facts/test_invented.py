"""
What does a failure tell of the values that real rows hold?
"""

import facts_kit
import pytest

from wheelwright.rehearse.facts.invented import expected
from wheelwright.rehearse.made_up import MadeUp

CAST = 'ALTER TABLE "loans_loan" ALTER COLUMN "{}" TYPE {} USING "{}"::{}'


def kinds(**failure):
    wish = expected(facts_kit.failure(**failure), MadeUp())
    return dict(wish.kinds) if wish else None


class TestExpected:
    @pytest.mark.parametrize(
        ("kind", "texts"),
        [
            ("jsonb", "json"),
            ("integer", "number"),
            ("numeric(10, 2)", "number"),
            ("timestamp with time zone", "moment"),
            ("uuid", "uuid"),
        ],
    )
    def test_are_texts_of_the_type_that_a_column_is_cast_to(self, kind, texts):
        cast = CAST.format("note", kind, "note", kind)

        assert kinds(sqlstate="22P02", statement=cast) == {"loans_loan.note": texts}

    def test_are_texts_of_the_type_that_the_server_could_not_read(self):
        said = 'invalid input syntax for type date: "lent on 7"'

        assert kinds(sqlstate="22007", message=said, statement="UPDATE loans_loan SET due = x") == {
            "*.lent_on": "date"
        }

    @pytest.mark.parametrize(
        ("kind", "message", "texts"),
        [
            ("JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", {"*": "json"}),
            (
                "ValueError",
                "invalid literal for int() with base 10: 'shelf mark 3'",
                {"*.shelf_mark": "number"},
            ),
            ("ValueError", "badly formed hexadecimal UUID string", {"*": "uuid"}),
            ("ValueError", "Invalid isoformat string: 'note 3'", {"*.note": "date"}),
        ],
    )
    def test_are_texts_that_python_could_have_read(self, kind, message, texts):
        assert kinds(kind=kind, message=message) == texts

    def test_is_a_document_with_the_key_that_was_missing(self):
        failure = facts_kit.failure(kind="KeyError", message="'total'")

        wish = expected(failure, MadeUp(keys=("lines",)))

        assert wish == MadeUp(keys=("lines", "total"))

    def test_is_nothing_when_it_was_tried_in_vain(self):
        failure = facts_kit.failure(kind="KeyError", message="'total'")

        assert expected(failure, MadeUp(keys=("total",))) is None
        assert (
            expected(facts_kit.failure(kind="IndexError", message="out of range"), MadeUp()) is None
        )

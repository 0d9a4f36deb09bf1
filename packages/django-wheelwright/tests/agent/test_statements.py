"""
What the agent makes of a text of SQL before it is sent.
"""

import pytest

from wheelwright.agent.sql_script import split
from wheelwright.agent.statement_kind import Kind, kind_of


class TestKind:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ('SELECT "tree"."id" FROM "tree"', Kind.READS),
            ("SELECT fill_trees()", Kind.CALLS),
            ("SET LOCAL lock_timeout = '2s'", Kind.READS),
            ("SET LOCAL lock_timeout = '2s'; CREATE INDEX i ON tree (name)", Kind.ACTS),
            ("-- every tree\nUPDATE tree SET name = 'Yew';", Kind.WRITES),
            ("/* every\ntree */ DELETE FROM tree", Kind.WRITES),
            ("DO $$ BEGIN DELETE FROM tree; END $$", Kind.ACTS),
            ("EXPLAIN ANALYZE UPDATE tree SET name = 'Yew'", Kind.CALLS),
            ("WITH old AS (SELECT id FROM tree) SELECT count(*) FROM old", Kind.CALLS),
        ],
    )
    def test_is_told_by_the_first_word_that_counts(self, text, kind):
        assert kind_of(text) is kind


class TestSplit:
    def test_ends_a_statement_at_each_semicolon(self):
        assert split("LOCK TABLE a; ALTER TABLE a ADD b int;\n") == [
            "LOCK TABLE a",
            "ALTER TABLE a ADD b int",
        ]

    @pytest.mark.parametrize("quoted", ["'a;b'", '"a;b"', "$$a;b$$", "$x$a;'b$x$", "/*;*/ 1"])
    def test_leaves_what_is_quoted_as_it_is(self, quoted):
        assert split(f"SELECT {quoted}; SELECT 2") == [f"SELECT {quoted}", "SELECT 2"]

    @pytest.mark.parametrize(
        "text",
        [
            "BEGIN; SELECT 1; COMMIT",
            r"SELECT E'it\'s; so'; SELECT 2",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3",
            "CREATE RULE r AS ON DELETE TO a DO (SELECT 1; SELECT 2)",
            "SELECT 1; -- and no more",
        ],
    )
    def test_does_not_touch_what_it_may_misread(self, text):
        assert split(text) == [text]

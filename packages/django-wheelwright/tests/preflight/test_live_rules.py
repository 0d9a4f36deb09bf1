"""
Which questions does the SQL of a pending migration put to the rows that are there?
"""

import pytest

from wheelwright.preflight.live_rules import of
from wheelwright.preflight.new_release import Pending


def asked(*sql: str):
    return of([Pending(label="orchard.0002", atomic=True, operations=(), sql=sql)])


class TestOf:
    @pytest.mark.parametrize(
        ("statement", "subject", "condition"),
        [
            (
                'ALTER TABLE "orchard_tree" ALTER COLUMN "height" SET NOT NULL;',
                "orchard_tree.height",
                '"height" IS NULL',
            ),
            (
                'ALTER TABLE "orchard_tree" ADD CONSTRAINT "tall" CHECK ("height" > (0));',
                "tall",
                'NOT ("height" > (0))',
            ),
            (
                'ALTER TABLE "orchard_tree" ADD CONSTRAINT "fk" FOREIGN KEY ("plot_id") REFERENCES '
                '"orchard_plot" ("id") DEFERRABLE INITIALLY DEFERRED;',
                "fk",
                'parent."id" = child."plot_id"',
            ),
            (
                'ALTER TABLE "orchard_tree" ALTER COLUMN "name" TYPE varchar(5);',
                "orchard_tree.name",
                'length("name"::text) > 5',
            ),
            (
                'ALTER TABLE "orchard_tree" ALTER COLUMN "name" TYPE integer USING "name"::integer;',
                "orchard_tree.name",
                'count("name"::integer)',
            ),
        ],
    )
    def test_asks_for_the_rows_that_a_rule_would_not_take(self, statement, subject, condition):
        (question,) = asked(statement)

        assert question.subject == subject
        assert condition in question.query

    @pytest.mark.parametrize(
        ("statement", "grouped"),
        [
            (
                'ALTER TABLE "t" ADD CONSTRAINT "once" UNIQUE ("a", "b");',
                '("a") IS NOT NULL) AND (("b") IS NOT NULL) GROUP BY "a", "b"',
            ),
            (
                'CREATE UNIQUE INDEX "once" ON "t" ((LOWER("a"))) WHERE "gone" IS NULL;',
                'GROUP BY (LOWER("a"))',
            ),
            (
                'CREATE UNIQUE INDEX CONCURRENTLY "once" ON "t" ("a" varchar_pattern_ops DESC);',
                'GROUP BY "a"',
            ),
        ],
    )
    def test_asks_for_what_is_there_twice(self, statement, grouped):
        (question,) = asked(statement)

        assert grouped in " ".join(question.query.split())

    def test_asks_nothing_about_what_is_made_or_filled_first(self):
        assert (
            asked(
                'CREATE TABLE "orchard_plot" ("id" bigint);',
                'ALTER TABLE "orchard_plot" ADD CONSTRAINT "once" UNIQUE ("id");',
                'UPDATE "orchard_tree" SET "height" = 0 WHERE "height" IS NULL;',
                'ALTER TABLE "orchard_tree" ALTER COLUMN "height" SET NOT NULL;',
            )
            == ()
        )

    def test_knows_that_code_may_have_mended_the_rows(self):
        (question,) = asked(
            "-- THIS OPERATION CANNOT BE WRITTEN AS SQL",
            'ALTER TABLE "orchard_tree" ALTER COLUMN "height" SET NOT NULL;',
        )

        assert question.mended

    def test_leaves_old_rows_alone_where_a_rule_does(self):
        assert asked('ALTER TABLE "t" ADD CONSTRAINT "tall" CHECK ("a" > 0) NOT VALID;') == ()

    @pytest.mark.parametrize(
        "script",
        [
            """
            -- First the names, then the heights.
            ALTER TABLE "t" ADD CONSTRAINT "once" UNIQUE ("a");
            /* a person; */ ALTER TABLE "t" ADD CONSTRAINT "tall" CHECK ("b" > 0);
            """,
            'ALTER TABLE "t" ADD CONSTRAINT "once" UNIQUE ("a"), ADD CONSTRAINT "tall" CHECK ("b" > 0);',
        ],
        ids=["one after the other", "in one statement"],
    )
    def test_reads_every_rule_of_a_script(self, script):
        assert [question.subject for question in asked(script)] == ["once", "tall"]

    def test_takes_no_rule_for_not_valid_because_the_next_one_is(self):
        (question,) = asked(
            'ALTER TABLE "t" ADD CONSTRAINT "tall" CHECK ("b" > 0), '
            'ADD CONSTRAINT "low" CHECK ("b" < 9) NOT VALID;'
        )

        assert question.subject == "tall"

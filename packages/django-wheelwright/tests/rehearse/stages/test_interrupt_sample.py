"""
At which places is an upgrade killed?
"""

from wheelwright.rehearse.facts.interruptions import Place, When
from wheelwright.rehearse.stages.interrupt import IN_ALL, PER_MIGRATION, sample


def places(migration, when, *statements):
    return [
        Place(migration=migration, number=number, when=when, sql=sql)
        for number, sql in enumerate(statements, 1)
    ]


class TestSample:
    def test_takes_every_place_of_a_short_migration(self):
        few = places("orchard.0002", When.COMMITTED, "ALTER", "UPDATE", "UPDATE")

        own, shared = sample(few)

        assert own == few
        assert shared == []

    def test_takes_the_ends_and_the_middle_of_a_long_loop(self):
        loop = places("orchard.0002", When.COMMITTED, *["UPDATE"] * 101)

        own, _ = sample(loop)

        assert [place.number for place in own] == [1, 51, 101]

    def test_takes_both_statements_of_a_loop_that_notes_its_progress(self):
        loop = places("orchard.0002", When.COMMITTED, *["UPDATE", "INSERT"] * 50)

        own, _ = sample(loop)

        assert {place.sql for place in own} == {"UPDATE", "INSERT"}
        assert len(own) <= PER_MIGRATION

    def test_is_bounded_however_many_migrations_there_are(self):
        many = [
            place
            for number in range(100)
            for place in places(f"orchard.{number:04}", When.COMMITTED, "ALTER", "UPDATE")
        ]

        own, _ = sample(many)

        assert len(own) == IN_ALL

    def test_kills_once_inside_a_transaction_and_twice_between_migrations(self):
        atomic = [
            place
            for number in range(5)
            for place in (
                *places(f"orchard.{number:04}", When.EXECUTED, "ALTER", "ALTER"),
                *places(f"orchard.{number:04}", When.RECORDED, ""),
            )
        ]

        own, shared = sample(atomic)

        assert own == []
        assert [(place.migration[-4:], place.when) for place in shared] == [
            ("0000", When.EXECUTED),
            ("0000", When.RECORDED),
            ("0003", When.RECORDED),
        ]

    def test_has_nothing_to_kill_after_the_last_migration(self):
        last = places("orchard.0002", When.RECORDED, "")

        assert sample(last) == ([], [])

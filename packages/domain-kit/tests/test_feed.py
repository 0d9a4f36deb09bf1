"""
Does a reader of a feed get every number, although numbers commit in another order?
"""

import threading

import pytest
from django.db import NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.feed import Feed
from tests.workshop.models import Turn, Wheel

FEED = Feed(table="workshop_turn")


def latest() -> int:
    return Turn.objects.order_by("-id").values_list("id", flat=True).first() or 0


def run_threads(*works) -> None:
    def closing(work):
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class SlowWriter:
    """
    Writes a turn in a transaction that stays open until it is told to end.
    """

    def __init__(self, *, commit: bool = True) -> None:
        self.written, self.may_end = threading.Event(), threading.Event()
        self._commit = commit
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        with transaction.atomic():
            FEED.begin()
            Turn.objects.create(by="slow")
            self.written.set()
            self.may_end.wait(20)
            transaction.set_rollback(not self._commit)
        connection.close()

    def __enter__(self) -> "SlowWriter":
        self._thread.start()
        self.written.wait(20)
        return self

    def __exit__(self, *failure: object) -> None:
        self.end()

    def end(self) -> None:
        self.may_end.set()
        self._thread.join()


def write_quickly() -> Turn:
    with transaction.atomic():
        FEED.begin()
        return Turn.objects.create(by="quick")


@pytest.mark.django_db(transaction=True)
class TestHorizon:
    def test_is_nothing_before_the_first_number(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE workshop_turn_id_seq RESTART")

        assert FEED.horizon() == 0

    def test_is_the_last_number_when_nobody_writes(self):
        newest = write_quickly()

        assert FEED.horizon() == newest.id

    def test_stays_before_a_number_that_may_still_commit(self):
        before = write_quickly()

        with SlowWriter():
            quick = write_quickly()

            assert FEED.horizon() == before.id < quick.id

    def test_saves_a_reader_that_would_go_to_the_newest_number(self):
        with SlowWriter() as slow:
            quick = write_quickly()
            naive, safe = latest(), FEED.horizon()
            slow.end()

        late = Turn.objects.get(by="slow")
        assert not Turn.objects.filter(id__gt=naive).exists()
        assert list(Turn.objects.filter(id__gt=safe).order_by("id")) == [late, quick]

    def test_passes_it_once_it_has_committed(self):
        with SlowWriter() as slow:
            quick = write_quickly()
            slow.end()

            assert FEED.horizon() == quick.id
            assert Turn.objects.filter(id__lte=FEED.horizon()).count() == 2

    def test_passes_it_once_it_was_rolled_back(self):
        with SlowWriter(commit=False) as slow:
            quick = write_quickly()
            slow.end()

            assert FEED.horizon() == quick.id

    def test_does_not_wait_for_its_own_transaction(self):
        with transaction.atomic():
            FEED.begin()
            mine = Turn.objects.create(by="me")

            assert FEED.horizon() == mine.id

    def test_is_not_held_back_by_another_feed(self):
        other = Feed(table="workshop_job")
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with transaction.atomic():
                other.begin()
                held.set()
                release.wait(20)
            connection.close()

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(20)
        newest = write_quickly()
        try:
            assert FEED.horizon() == newest.id
        finally:
            release.set()
            thread.join()

    def test_takes_two_statements(self):
        with CaptureQueriesContext(connection) as queries:
            FEED.horizon()

        assert len(queries) == 2

    def test_is_refused_in_a_transaction_that_reads_from_one_snapshot(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

            with pytest.raises(NotSupportedError, match="reads from one snapshot"):
                FEED.horizon()

    def test_is_refused_for_a_column_without_a_sequence(self):
        with pytest.raises(NotSupportedError, match="has no sequence"):
            Feed(table=Wheel._meta.db_table).horizon()

    def test_is_refused_for_a_sequence_that_draws_ahead(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE workshop_turn_id_seq CACHE 32")
        try:
            with pytest.raises(NotSupportedError, match="draws 32 numbers at a time"):
                FEED.horizon()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER SEQUENCE workshop_turn_id_seq CACHE 1")


@pytest.mark.django_db(transaction=True)
class TestBegin:
    def locks(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            return cursor.fetchone()[0]

    def test_needs_a_transaction(self):
        with pytest.raises(transaction.TransactionManagementError, match=r"call begin\(\) in"):
            FEED.begin()

    def test_takes_one_lock_however_often_it_is_called(self):
        with transaction.atomic():
            for _ in range(5):
                FEED.begin()
                Turn.objects.create(by="me")

            assert self.locks() == 1

    def test_takes_it_again_after_a_savepoint_lost_it(self):
        with transaction.atomic():
            with transaction.atomic():
                FEED.begin()
                transaction.set_rollback(True)
            assert self.locks() == 0

            FEED.begin()

            assert self.locks() == 1

    def test_keeps_it_when_a_savepoint_is_released(self):
        with transaction.atomic():
            with transaction.atomic():
                FEED.begin()
            FEED.begin()

            assert self.locks() == 1

    def test_takes_it_again_in_the_next_transaction(self):
        for _ in range(2):
            with transaction.atomic():
                FEED.begin()

                assert self.locks() == 1


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_a_reader_up_to_the_horizon_misses_nothing(self):
        writers, each = 6, 40
        done = threading.Event()
        seen: list[int] = []

        def write() -> None:
            for _ in range(each):
                with transaction.atomic():
                    FEED.begin()
                    Turn.objects.create(by="writer")
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT count(*) FROM generate_series(1, 2000)")

        def read() -> None:
            cursor = 0
            while True:
                last_round = done.is_set()
                horizon = FEED.horizon()
                page = Turn.objects.filter(id__gt=cursor, id__lte=horizon).order_by("id")
                found = list(page.values_list("id", flat=True))
                seen.extend(found)
                cursor = max([cursor, horizon])
                if last_round:
                    return

        def write_all() -> None:
            run_threads(*[write] * writers)
            done.set()

        run_threads(write_all, read)

        assert seen == list(Turn.objects.order_by("id").values_list("id", flat=True))
        assert len(seen) == writers * each

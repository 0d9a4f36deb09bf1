"""
Is a command once, in one transaction, and answered before anything is checked?
"""

import asyncio
import contextvars
import threading
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError, IdempotencyConflict
from domain_kit.feed import Feed
from domain_kit.idempotency import (
    UnusableIdempotencyKey,
    once,
    once_answering,
    request_hash,
    run_once,
)
from domain_kit.transactions import CommandInsideItself, RefusalSwallowed
from tests.workshop.models import Job, Turn, Wheel

ANN = Actor(id="ann", role=Role.HR, employer_ids=frozenset())
BEN = Actor(id="ben", role=Role.HR, employer_ids=frozenset())


class TooManySpokes(DomainError):
    def __str__(self) -> str:
        return "36 at most."


def build(
    key: str = "k1", *, actor: Actor = ANN, spokes: int = 32, inside=None, **more: object
) -> UUID:
    def execute(made: UUID) -> None:
        if spokes > 36:
            raise TooManySpokes
        Wheel.objects.create(id=made, spokes=spokes)
        if inside:
            inside()

    return once(
        Job,
        actor=actor,
        idempotency_key=key,
        command="build",
        request={"spokes": spokes},
        execute=execute,
        **more,
    )


def count_spokes(key: str, *, inside=None) -> int:
    def execute() -> int:
        if inside:
            inside()
        return sum(wheel.spokes for wheel in Wheel.objects.all())

    return once_answering(
        Job,
        actor=ANN,
        idempotency_key=key,
        command="count",
        request={},
        execute=execute,
        encode=int,
        decode=int,
    )


def build_as_before(key: str, *, scope: str = "acme", inside=None) -> int:
    def execute() -> int:
        Wheel.objects.create(spokes=32)
        if inside:
            inside()
        return 32

    return run_once(
        Job,
        scope=scope,
        key=key,
        command="build",
        request={"spokes": 32},
        execute=execute,
        encode=int,
        decode=int,
    )


def statements(work) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        work()
    return [" ".join(query["sql"].split()[:2]) for query in queries]


@pytest.mark.django_db
class TestOnce:
    def test_makes_the_thing_of_the_id_it_answers(self):
        made = build()

        assert Wheel.objects.get().id == made

    def test_answers_a_retry_with_the_same_id(self):
        assert build() == build()
        assert Wheel.objects.count() == 1

    def test_answers_a_retry_after_the_thing_is_gone(self):
        made = build()
        Wheel.objects.all().delete()

        assert build() == made

    def test_asks_nothing_before_it_answers_a_retry(self):
        build(spokes=36)
        asked = []

        once(
            Job,
            actor=ANN,
            idempotency_key="k1",
            command="build",
            request={"spokes": 36},
            execute=asked.append,
        )

        assert asked == []

    def test_keeps_the_keys_of_two_people_apart(self):
        assert build(actor=ANN) != build(actor=BEN, spokes=36)

    def test_refuses_the_key_for_another_request(self):
        build()

        with pytest.raises(IdempotencyConflict, match="already used for build"):
            build(spokes=36)

    def test_refuses_the_key_for_another_command(self):
        build()

        with pytest.raises(IdempotencyConflict, match="already used for build"):
            count_spokes("k1")

    def test_may_be_tried_again_after_a_refusal(self):
        with pytest.raises(TooManySpokes):
            build(spokes=40)

        build(spokes=32)

        assert Job.objects.count() == Wheel.objects.count() == 1

    @pytest.mark.parametrize("key", ["", "k" * 201, "a\0b", "\ud800"])
    def test_refuses_a_key_that_cannot_be_stored(self, key):
        with pytest.raises(UnusableIdempotencyKey, match="idempotency key") as refusal:
            build(key)

        assert refusal.value.http_status == 422

    def test_replays_what_an_older_release_stored_under_its_scope(self):
        known = UUID(int=7)
        for key, response in (("k1", str(known)), ("k2", [str(known)])):
            Job.objects.create(
                scope="acme",
                key=key,
                command="build",
                request_hash=request_hash({"spokes": 32}),
                response=response,
            )

        answers = [build(key, former_scope="acme") for key in ("k1", "k2")]

        assert answers == [known, known]
        assert (Wheel.objects.count(), Job.objects.count()) == (0, 2)

    def test_prefers_its_own_record_to_an_older_releases(self):
        made = build()
        Job.objects.create(scope="acme", key="k1", command="other", request_hash="", response=1)

        assert build(former_scope="acme") == made

    def test_runs_where_the_older_release_knows_another_key(self):
        made = build(former_scope="acme")

        assert Wheel.objects.get().id == made

    def test_refuses_a_key_of_an_older_release_for_another_request(self):
        Job.objects.create(scope="acme", key="k1", command="build", request_hash="", response=1)

        with pytest.raises(IdempotencyConflict):
            build(former_scope="acme")


@pytest.mark.django_db
class TestOnceAnswering:
    def test_replays_the_first_answer(self):
        build()
        assert count_spokes("c1") == 32

        build("k2")

        assert count_spokes("c1") == 32
        assert count_spokes("c2") == 64


@pytest.mark.django_db(transaction=True)
class TestStatements:
    def test_of_once_are_a_transaction_an_insert_and_the_effect(self):
        assert statements(build) == ["BEGIN", "INSERT INTO", "INSERT INTO", "COMMIT"]

    def test_of_once_with_a_feed_are_as_many(self):
        feed = Feed(table="workshop_turn")

        assert statements(lambda: build(feed=feed)) == [
            "BEGIN",
            "WITH feed",
            "INSERT INTO",
            "COMMIT",
        ]

    def test_of_a_retry_are_an_insert_and_a_read(self):
        build()

        assert [sql.split()[0] for sql in statements(build)] == [
            "BEGIN",
            "INSERT",
            "SELECT",
            "COMMIT",
        ]

    def test_of_another_answer_are_one_more(self):
        assert [sql.split()[0] for sql in statements(lambda: count_spokes("c1"))] == [
            "BEGIN",
            "INSERT",
            "SELECT",
            "UPDATE",
            "COMMIT",
        ]

    def test_of_a_command_inside_a_command_open_no_savepoint(self):
        found = statements(lambda: build(inside=lambda: count_spokes("c1")))

        assert [sql.split()[0] for sql in found] == [
            "BEGIN",
            "INSERT",
            "INSERT",
            "INSERT",
            "SELECT",
            "UPDATE",
            "COMMIT",
        ]

    def test_in_a_callers_transaction_are_behind_one_savepoint(self):
        def work() -> None:
            with transaction.atomic():
                build(inside=lambda: count_spokes("c1"))

        found = statements(work)

        assert sum(sql.startswith("SAVEPOINT") for sql in found) == 1

    def test_of_run_once_have_no_savepoint_of_their_own(self):
        assert [sql.split()[0] for sql in statements(lambda: build_as_before("k1"))] == [
            "BEGIN",
            "INSERT",
            "INSERT",
            "UPDATE",
            "COMMIT",
        ]


@pytest.mark.django_db(transaction=True)
class TestTransaction:
    def test_a_caller_may_catch_a_refusal_in_its_own(self):
        with transaction.atomic():
            Wheel.objects.create(spokes=1)
            with pytest.raises(TooManySpokes):
                build(spokes=40)
            build("k2", spokes=2)

        assert set(Wheel.objects.values_list("spokes", flat=True)) == {1, 2}

    def test_a_refusal_inside_undoes_the_outer_command(self):
        with pytest.raises(TooManySpokes):
            build(inside=lambda: build("k2", spokes=40))

        assert not Wheel.objects.exists()
        assert not Job.objects.exists()

    def test_a_refusal_inside_may_not_be_swallowed(self):
        def swallow() -> None:
            with pytest.raises(TooManySpokes):
                build("k2", spokes=40)

        with pytest.raises(RefusalSwallowed, match="build went on after a refusal"):
            build(inside=swallow)

        assert not Wheel.objects.exists()

    def test_a_refusal_inside_may_be_caught_behind_a_savepoint(self):
        def catch() -> None:
            with pytest.raises(TooManySpokes), transaction.atomic():
                build("k2", spokes=40)

        build(inside=catch)

        assert Wheel.objects.count() == 1

    def test_after_a_refusal_the_next_command_is_outermost_again(self):
        with pytest.raises(TooManySpokes):
            build(spokes=40)

        assert statements(build)[0] == "BEGIN"

    def test_a_command_of_an_older_release_may_be_refused_inside_and_caught(self):
        def refuse() -> None:
            with pytest.raises(ZeroDivisionError):
                build_as_before("b1", inside=lambda: 1 // 0)

        build(inside=refuse)

        assert Wheel.objects.count() == 1

    def test_an_older_release_may_catch_a_refusal_inside_its_command(self):
        def refuse() -> None:
            with pytest.raises(TooManySpokes):
                build(spokes=40)

        build_as_before("b1", inside=refuse)

        assert Wheel.objects.count() == 1

    def test_a_command_may_not_run_inside_itself(self):
        with pytest.raises(CommandInsideItself, match="Derive a key of its own"):
            build(inside=build)
        with pytest.raises(CommandInsideItself):
            count_spokes("c1", inside=lambda: count_spokes("c1"))
        with pytest.raises(CommandInsideItself):
            build_as_before("b1", inside=lambda: build_as_before("b1"))

    def test_a_command_inside_may_be_repeated(self):
        build(inside=lambda: [count_spokes("c1"), count_spokes("c1")])

        assert Job.objects.count() == 2

    def test_a_context_that_outlives_the_command_knows_that_it_ended(self):
        contexts = []
        build(inside=lambda: contexts.append(contextvars.copy_context()))

        def later() -> list[str]:
            with transaction.atomic():
                return statements(lambda: build("k2"))

        assert contexts[0].run(later)[0].startswith("SAVEPOINT")

    def test_a_thread_with_the_same_context_has_a_transaction_of_its_own(self):
        found = []

        def work() -> None:
            found.extend(statements(lambda: build("k2")))
            connection.close()

        def inside() -> None:
            thread = threading.Thread(target=contextvars.copy_context().run, args=[work])
            thread.start()
            thread.join()

        build(inside=inside)

        assert (found[0], found[-1]) == ("BEGIN", "COMMIT")

    def test_commands_called_from_coroutines_do_not_meet(self):
        async def both() -> list[UUID]:
            call = sync_to_async(build)
            try:
                return await asyncio.gather(call("k1"), call("k2"))
            finally:
                await sync_to_async(lambda: connection.close())()

        answers = asyncio.run(both())

        assert set(Wheel.objects.values_list("id", flat=True)) == set(answers)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def race(self, *works) -> list:
        answers: list = []

        def run(work) -> None:
            try:
                answers.append(work())
            except DomainError as refusal:
                answers.append(refusal.code)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[work]) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def test_retries_at_the_same_moment_have_one_effect(self):
        answers = self.race(*[build] * 6)

        assert len(set(answers)) == Wheel.objects.count() == 1

    def test_another_request_at_the_same_moment_is_refused(self):
        answers = self.race(build, lambda: build(spokes=36))

        assert answers.count("idempotency-conflict") == Wheel.objects.count() == 1

    def test_the_second_waits_and_runs_if_the_first_is_rolled_back(self):
        begun, may_fail = threading.Event(), threading.Event()

        def fail() -> None:
            begun.set()
            may_fail.wait(20)
            raise TooManySpokes

        def second() -> UUID:
            begun.wait(20)
            waiting.set()
            return build()

        def release() -> None:
            waiting.wait(20)
            while not self.somebody_waits():
                pass
            may_fail.set()

        waiting = threading.Event()
        answers = self.race(lambda: build(inside=fail), second, release)

        assert "refused" in answers
        assert Wheel.objects.get().id in answers

    def somebody_waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            return cursor.fetchone()[0] > 0

    def test_a_feed_is_announced_before_the_first_number(self):
        feed = Feed(table="workshop_turn")
        horizons, before = [], Turn.objects.create(by="before")

        def look() -> None:
            def ask() -> None:
                horizons.append(feed.horizon())
                connection.close()

            Turn.objects.create(by="inside")
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()

        build(feed=feed, inside=look)

        assert horizons == [before.id]

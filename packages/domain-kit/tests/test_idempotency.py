"""
Has a retried command one effect, also when the retry comes at the same moment?
"""

import threading

import pytest
from django.db import connection, transaction

from domain_kit.errors import IdempotencyConflict
from domain_kit.idempotency import run_once
from tests.workshop.models import Job, Wheel


def build(key: str, *, spokes: int = 32, hold: threading.Event | None = None) -> int:
    def execute() -> int:
        Wheel.objects.create(spokes=spokes)
        if hold:
            hold.wait(10)
        return spokes

    return run_once(
        Job,
        scope="acme",
        key=key,
        command="build",
        request={"spokes": spokes},
        execute=execute,
        encode=int,
        decode=int,
    )


@pytest.mark.django_db
class TestRunOnce:
    def test_replays_the_first_answer(self):
        assert (build("k1"), build("k1")) == (32, 32)
        assert Wheel.objects.count() == 1

    def test_refuses_the_key_for_another_request(self):
        build("k1")

        with pytest.raises(IdempotencyConflict, match="'k1' was already used for build"):
            build("k1", spokes=36)

        assert Wheel.objects.count() == 1

    def test_a_failed_command_may_be_tried_again(self):
        with pytest.raises(ZeroDivisionError):
            run_once(
                Job,
                scope="acme",
                key="k1",
                command="build",
                request={"spokes": 32},
                execute=lambda: 1 // 0,
                encode=int,
                decode=int,
            )

        assert build("k1") == 32

    def test_joins_the_callers_transaction(self):
        with transaction.atomic():
            build("k1")
            transaction.set_rollback(True)

        assert not Job.objects.exists()
        assert not Wheel.objects.exists()

    def test_needs_a_key(self):
        with pytest.raises(ValueError, match="needs an idempotency key"):
            build("")


@pytest.mark.django_db(transaction=True)
class TestConcurrentRetry:
    def test_has_one_effect(self):
        answers: list[int] = []

        def retry() -> None:
            answers.append(build("k1"))
            connection.close()

        threads = [threading.Thread(target=retry) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers == [32] * 6
        assert Wheel.objects.count() == 1

"""
What shows only when the migrations run with company, are killed, or are late.
"""

import pathlib

import facts_kit as kit

from wheelwright.rehearse.facts.interruptions import Departure, Interruptions, Place, Trouble, When
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import NewCode, Probe
from wheelwright.rehearse.facts.workload import Blocked, Culprit, Deadlock, Queue, Workload

MIGRATION = "loans.0002_due_date"
VALIDATE = 'ALTER TABLE "loans_loan" ADD CONSTRAINT "fee_not_negative" CHECK ("fee" >= 0)'
CULPRIT = Culprit(migration=MIGRATION, operation="AddField", sql=kit.ALTER)
BUILD = 'CREATE INDEX CONCURRENTLY "loans_by_due_date" ON "loans_loan" ("due_on")'


def _with(**company: object) -> Facts:
    """
    A moment's lock on a table of 200 rows, and what happened beside it.
    """
    sent = kit.statement(kit.ALTER, "AddField", locks={"loans_loan": (kit.EXCLUSIVE, 0.004)})
    nothing = {"requests": 12, "blocked": (), "queues": (), "deadlocks": ()}
    return kit.upgrade(
        kit.migration(sent),
        rows={"loans_loan": 200},
        workload=Workload(**(nothing | company)),
    )


def _killed(trouble: Trouble) -> Facts:
    return kit.upgrade(
        kit.migration(), interruptions=Interruptions(killed=6, places=6, troubles=(trouble,))
    )


def a_reader_and_a_writer_wait(_: pathlib.Path) -> Facts:
    scan = kit.statement(
        VALIDATE,
        "AddConstraint",
        seconds=0.09,
        locks={"loans_loan": (kit.EXCLUSIVE, 0.1)},
        scanned={"loans_loan": 50_000},
    )
    culprit = Culprit(migration=MIGRATION, operation="AddConstraint", sql=VALIDATE)
    waited = [
        Blocked(
            action=action,
            model="Loan",
            table="loans_loan",
            mode=kit.EXCLUSIVE,
            rows_only=False,
            culprit=culprit,
        )
        for action in ("read", "update")
    ]
    seen = Workload(requests=12, blocked=tuple(waited), queues=(), deadlocks=())
    return kit.upgrade(kit.migration(scan), workload=seen)


def both_wait_for_each_other(_: pathlib.Path) -> Facts:
    lend = 'INSERT INTO "loans_loan" ("copy_id") VALUES (%s)'
    deadlock = Deadlock(
        migration_lost=False,
        culprit=CULPRIT,
        action="insert",
        model="Loan",
        table="loans_loan",
        statement=lend,
        sent=('SELECT * FROM "loans_copy" FOR UPDATE', lend),
        detail="Process 71 waits for RowExclusiveLock on relation loans_loan; blocked by 70.",
    )
    return _with(deadlocks=(deadlock,))


def readers_queue_behind_it(_: pathlib.Path) -> Facts:
    queue = Queue(table="loans_loan", mode=kit.EXCLUSIVE, newcomer="read", culprit=CULPRIT)
    return _with(queues=(queue,))


def a_build_that_was_killed(_: pathlib.Path) -> Facts:
    place = Place(
        migration=MIGRATION,
        number=1,
        when=When.ABOUT_TO_RUN,
        operation="AddIndexConcurrently",
        sql=BUILD,
    )
    failure = kit.failure(
        kind="ProgrammingError",
        message='relation "loans_by_due_date" already exists',
        sqlstate="42P07",
        operation="AddIndexConcurrently",
        statement=BUILD,
    )
    return _killed(Trouble(place=place, failure=failure))


def fees_that_are_charged_twice(_: pathlib.Path) -> Facts:
    place = Place(
        migration=MIGRATION,
        number=4,
        when=When.COMMITTED,
        operation="RunPython",
        sql='UPDATE "loans_loan" SET "fee" = "fee" + 5 WHERE "id" <= 1000',
    )
    departure = Departure(subject="loans_loan.fee", says="1,000 values of loans_loan.fee differ")
    return _killed(Trouble(place=place, departures=(departure,)))


def a_candidate_that_says_it_may_start_first(_: pathlib.Path) -> Facts:
    return Facts(new_code=_new_code("its deploy class is D1"))


def a_candidate_that_must_wait(_: pathlib.Path) -> Facts:
    return Facts(new_code=_new_code(""))


def _new_code(claim: str) -> NewCode:
    probe = Probe(
        model="Loan",
        table="loans_loan",
        action="read",
        message="column loans_loan.due_on does not exist",
        sqlstate="42703",
        statement='SELECT "loans_loan"."due_on" FROM "loans_loan"',
        unusable=False,
    )
    return NewCode(claim=claim, probes=(probe,), controls=())


CASES = {
    "workload-blocked": a_reader_and_a_writer_wait,
    "deadlock": both_wait_for_each_other,
    "lock-queue": readers_queue_behind_it,
    "not-resumable": a_build_that_was_killed,
    "not-resumable-in-another-state": fees_that_are_charged_twice,
    "new-code-breaks": a_candidate_that_says_it_may_start_first,
    "new-code-breaks-as-it-may": a_candidate_that_must_wait,
}

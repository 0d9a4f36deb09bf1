"""
What does one enrolment with its charge cost inside one process: statements, and processor time?

    cd host; python ../benchmarks/stage/enrolment.py --rounds 9 < filled.json

Two sides in turn: the enrolments API with the host's wiring, and the same statements with the same
values by a bare prepared cursor, each transaction rolled back: what the database alone would cost.
"""

import argparse
import cProfile
import dataclasses
import functools
import gc
import json
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence

import psutil
import psycopg
from django.db import connection, transaction
from inside import enroller  # sets Django up

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclasses.dataclass(slots=True)
class Statements:
    """
    The statements of one call in the order of their sending, each with its parameters.
    """

    sent: list[tuple[str, Sequence[object] | Mapping[str, object]]] = dataclasses.field(
        default_factory=list
    )
    control: list[str] = dataclasses.field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        for row in params if many else [params]:
            if sql.startswith(CONTROL):
                self.control.append(sql.split('"')[0].strip())
            else:
                self.sent.append((sql, dict(row) if isinstance(row, Mapping) else tuple(row or ())))
        return execute(sql, params, many, context)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--each", type=int, default=40, help="enrolments of one round")
    parser.add_argument("--profile", action="store_true", help="cProfile, and no measurement")
    options = parser.parse_args()
    enrol = enroller(json.load(sys.stdin)["employers"][0])
    for _ in range(20):
        enrol()
    statements = Statements()
    with connection.execute_wrapper(statements):
        enrol()
    if options.profile:
        profile(enrol, options.each)
        return
    session = psycopg.connect(
        **connection.connection.info.get_parameters(), autocommit=True, prepare_threshold=0
    )
    bare = functools.partial(replay, session, undone(enrol))
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(cost(enrol, options.each, connection.connection))
        # What was rolled back still lies in the unique indexes, in the way of the same keys.
        session.execute("VACUUM")
        theirs.append(cost(bare, options.each, session))
    json.dump(
        {
            "statements": [sql for sql, _ in statements.sent],
            # BEGIN goes out with the first statement and COMMIT by itself: Django says neither.
            "control": ["BEGIN", *statements.control, "COMMIT"],
            "host": figures(ours),
            "bare": figures(theirs),
        },
        sys.stdout,
    )


def undone(enrol: Callable[[], object]) -> Statements:
    """
    The statements of an enrolment that is undone, so that its values are free to be sent again.
    """
    statements = Statements()
    with transaction.atomic():
        with connection.execute_wrapper(statements):
            enrol()
        transaction.set_rollback(True)
    return statements


def replay(session: psycopg.Connection, statements: Statements) -> None:
    """
    The statements of one enrolment in a transaction that leaves nothing, checked as a commit would.
    """
    # Past psycopg, which forgets what it has prepared when it sees a ROLLBACK.
    session.pgconn.exec_(b"BEGIN")
    for sql, values in statements.sent:
        session.execute(sql.encode(), values)
    session.pgconn.exec_(b"SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK")


def cost(work: Callable[[], object], times: int, session: psycopg.Connection) -> tuple[float, ...]:
    """
    Processor milliseconds of one call: this process's, and the database session's.
    """
    backend = psutil.Process(session.info.backend_pid)
    gc.collect()
    here, there = time.process_time(), sum(backend.cpu_times()[:2])
    for _ in range(times):
        work()
    here, there = time.process_time() - here, sum(backend.cpu_times()[:2]) - there
    return here * 1000 / times, there * 1000 / times


def figures(rounds: list[tuple[float, ...]]) -> dict[str, float]:
    return {
        "process_ms": statistics.median(here for here, _ in rounds),
        # The kernel counts another process's time in hundredths: only the sum of rounds is exact.
        "database_ms": statistics.fmean(there for _, there in rounds),
    }


def profile(work: Callable[[], object], times: int) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(lambda: [work() for _ in range(times)])
    pstats.Stats(profiler, stream=sys.stdout).sort_stats("tottime").print_stats(45)
    pstats.Stats(profiler, stream=sys.stdout).sort_stats("cumtime").print_stats(70)


if __name__ == "__main__":
    main()

"""
What does work over many people cost at one size: seconds, statements, memory?

    cd host; DJANGO_SETTINGS_MODULE=growth_settings python ../benchmarks/stage/growth.py 5000

One employer of the generated world has that many enrolments; everything is done to all of them.
What the installed release does not have yet is left out.
"""

import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Callable
from uuid import UUID

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from inside import enrolments  # sets Django up

from benefits_app import api as benefits
from domain_kit.actor import Actor

PER_PERSON = 4
SYSTEM = Actor.system("benchmark")


def main() -> None:
    size = int(sys.argv[1])
    from enrolments_app.testing import generated  # a release before 2.0 has none

    options = {"employees": -(-size // PER_PERSON), "enrolments": size, "employers": 1}
    found = {"generate": cost(lambda: generate(options))}
    employer, year = generated.employer_id(0), generated.plan_year_id(0)
    everything: dict[str, Callable[[], int]] = {"changes feed": lambda: follow(employer)}
    if hasattr(benefits, "quote_many"):
        everything["quote_many"] = lambda: quote(size)
    if hasattr(enrolments, "age_out"):
        everything["age_out"] = lambda: (
            enrolments.age_out(
                actor=SYSTEM, employer_id=employer, on=dt.date(generated.YEAR, 6, 30)
            ).done
        )
    if hasattr(enrolments, "carry_over"):
        everything["carry_over"] = lambda: (
            enrolments.carry_over(
                actor=SYSTEM,
                employer_id=employer,
                plan_year_id=year,
                starts_on=dt.date(generated.YEAR + 1, 1, 1),
            ).done
        )
    if hasattr(enrolments, "reprice"):
        everything["reprice"] = lambda: (
            enrolments.reprice(
                actor=SYSTEM, employer_id=employer, on=dt.date(generated.YEAR, 7, 1)
            ).done
        )
    if hasattr(enrolments, "terminate_many"):
        everything["leavers"] = lambda: leave(
            employer, options["employees"]
        )  # last: nobody is left
    found |= {name: cost(work) for name, work in everything.items()}
    json.dump(found, sys.stdout)


def generate(options: dict[str, int]) -> int:
    """
    The generated world.
    """
    call_command("enrolments_generate", **options, stdout=sys.stderr)
    return options["enrolments"]


def leave(employer: UUID, people: int) -> int:
    """
    A site that closes in the middle of the year, and everybody of it.
    """
    from enrolments_app.testing import generated

    return enrolments.terminate_many(
        actor=SYSTEM,
        employer_id=employer,
        employee_ids=[str(number) for number in range(1, people + 1)],
        last_day=dt.date(generated.YEAR, 7, 31),
        reason="the site closes",
    ).done


def cost(work: Callable[[], int]) -> dict[str, float]:
    """
    What a call cost that answers how many it went through.
    """
    sent = 0

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal sent
        sent += 1
        return execute(sql, params, many, context)

    before, wall, cpu = _memory(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        number = work()
    return {
        "number": number,
        "wall_s": time.perf_counter() - wall,
        "process_s": time.process_time() - cpu,
        "statements": sent,
        "more_megabytes": _memory() - before,
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def follow(employer: UUID) -> int:
    """
    The whole feed, a page after the other.
    """
    cursor = number = 0
    while page := enrolments.changes_since(actor=SYSTEM, employer_id=employer, cursor=cursor):
        cursor = page[-1].sequence
        number += len(page)
    return number


def quote(size: int) -> int:
    """
    As many quotes of the options on offer in one call.
    """
    # A release before 2.1 has no builders.
    from benefits_app.testing import builders

    today = timezone.localdate()
    option = builders.build_option(year=today.year)
    employer = option.plan.benefit.employer_id
    offers = benefits.list_offers(actor=SYSTEM, employer_id=employer, on=today)
    me = benefits.Person(key="", relationship="self", born_on=dt.date(1985, 3, 2))
    requests = [
        benefits.QuoteRequest(
            option_id=offers[n % len(offers)].option_id,
            on=today,
            people=(me,),
        )
        for n in range(size)
    ]
    return len(benefits.quote_many(actor=SYSTEM, requests=requests))


if __name__ == "__main__":
    main()

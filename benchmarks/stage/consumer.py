"""
Follow both employers' feeds as a payroll system would until the input ends; then say what there is.

    cd host; python ../benchmarks/stage/consumer.py filled.json

The answer, one JSON object: the changes that were handed out in their order, the changes that are
stored, every cover, every enrolment without a charge, and what a stranger could read.
"""

import json
import pathlib
import select
import sys
from uuid import UUID

from django.db import connection
from inside import enrolments  # sets Django up

from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError

BETWEEN_POLLS = 0.02


def main() -> None:
    filled = json.loads(pathlib.Path(sys.argv[1]).read_text())
    ids = [home["id"] for home in filled["employers"]]
    handed_out: dict[str, list[tuple[int, str]]] = {employer: [] for employer in ids}
    while not select.select([sys.stdin], [], [], BETWEEN_POLLS)[0]:
        for employer in ids:
            poll(employer, handed_out[employer])
    for employer in ids:
        while poll(employer, handed_out[employer]):
            pass
    json.dump(
        {
            "handed_out": handed_out,
            "stored": {employer: stored(employer) for employer in ids},
            "covers": [cover for employer in ids for cover in covers(employer)],
            "uncharged": uncharged(),
            "leaked": leaked(*ids) + leaked(*reversed(ids)),
        },
        sys.stdout,
    )


def hr(employer: str) -> Actor:
    return Actor(id="payroll", role=Role.HR, employer_ids=frozenset({UUID(employer)}))


def poll(employer: str, so_far: list[tuple[int, str]]) -> int:
    """
    Read one page after the last change known; answer how many there were.
    """
    cursor = so_far[-1][0] if so_far else 0
    page = enrolments.changes_since(actor=hr(employer), employer_id=UUID(employer), cursor=cursor)
    so_far.extend((change.sequence, str(change.id)) for change in page)
    return len(page)


def stored(employer: str) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, event_id::text FROM enrolments_app_enrolmentchange"
            " WHERE employer_id = %s::uuid ORDER BY id",
            [employer],
        )
        return [(sequence, event) for sequence, event in cursor.fetchall()]


def covers(employer: str) -> list[dict[str, str | None]]:
    found = enrolments.list_enrolments(actor=hr(employer), employer_id=UUID(employer))
    return [
        {
            "id": str(each.id),
            "who": f"{each.employee_id} {each.benefit_id}",
            "first": each.coverage.start.isoformat() if each.coverage else None,
            "last": each.coverage.last.isoformat() if each.coverage and each.coverage.last else "",
        }
        for each in found
    ]


def uncharged() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM enrolments_app_enrolment e WHERE NOT EXISTS"
            " (SELECT FROM billing_app_charge c WHERE c.source_id = e.id)"
        )
        return [row[0] for row in cursor.fetchall()]


def leaked(employer: str, other: str) -> list[str]:
    """
    What the first employer's HR is told of the other's people.
    """
    told: list[str] = []
    for read in (enrolments.changes_since, enrolments.list_enrolments):
        try:
            answer = read(actor=hr(employer), employer_id=UUID(other))
        except DomainError:
            continue
        told += [f"{read.__name__}: {len(answer)} of another employer"]
    return told


if __name__ == "__main__":
    main()

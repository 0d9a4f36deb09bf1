"""
Does a run that is killed anywhere, and run again, end as if it had not been killed?
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.db import connection

from enrolments_app import models
from enrolments_app.models.run import Run, RunNote
from enrolments_app.rules.generated_world import employer_id, option_id, plan_year_id
from enrolments_app.services.generate import generate

CHUNK = 500  # of the processes (tests/settings_generated.py), and of rosters
PEOPLE = 4 * CHUNK - 250
ACME = str(employer_id(0))
CARRY_OVER = ("enrolments_carry_over", ACME, str(plan_year_id(0)), "2028-01-01")
AGE_OUT = ("enrolments_age_out", ACME, "2027-06-01", "--limit", "3")


def start(*command, **options):
    """A process of its own on this test's database."""
    url = urlsplit(os.environ["DATABASE_URL"])
    environment = {
        **os.environ,
        "DATABASE_URL": url._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
        "DJANGO_SETTINGS_MODULE": "tests.settings_generated",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "django", *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finish(*command):
    process = start(*command)
    _, complaint = process.communicate()
    assert process.returncode == 0, complaint


def kill_after(command, rows):
    """Kill a run as soon as its progress says that so many rows are done."""
    process = start(*command)
    while done() < rows and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was finished before it could be killed"


def done():
    return Run.objects.values_list("done", flat=True).first() or 0


def kill_at_line(command, lines):
    """Kill a run as soon as it has written so many lines of progress."""
    process = start(*command)
    for _ in range(lines):
        process.stderr.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was finished before it could be killed"


def state():
    """Every row but its ids and times."""
    enrolments = models.Enrolment.objects.values_list(
        "employee_id",
        "option_id",
        "coverage",
        "status",
        "monthly_price",
        "employee_part",
        "tier",
        "version",
        "source",
        "reason",
        "predecessor__option_id",
        "predecessor__coverage",
    )
    members = models.EnrolmentMember.objects.values_list(
        "enrolment__employee_id", "enrolment__option_id", "enrolment__coverage", "key", "share"
    )
    changes = models.EnrolmentChange.objects.values_list(
        "enrolment__employee_id", "enrolment__option_id", "kind", "starts_on", "ends_on", "reason"
    )
    runs = Run.objects.values_list("kind", "key_on", "done", "made", "ended", "skipped")
    notes = RunNote.objects.values_list("employee_id", "reason", "row", "field", "value")
    return tuple(sorted(map(str, rows)) for rows in (enrolments, members, changes, runs, notes))


def wipe():
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE enrolments_app_enrolment, enrolments_app_enrolmentmember,"
            " enrolments_app_enrolmentchange, enrolments_app_command, enrolments_app_run,"
            " enrolments_app_run_note CASCADE"
        )


def covered():
    generate(employees=PEOPLE, enrolments=PEOPLE, employers=1)


def undisturbed(fill: Callable[[], object], *command):
    fill()
    finish(*command)
    expected = state()
    wipe()
    fill()
    return expected


def points(seed, most):
    """Three numbers of rows at which to kill, each in another chunk."""
    choose = random.Random(seed)  # noqa: S311 - a test that can be repeated
    return [choose.randrange(place, place + CHUNK) + 1 for place in range(0, most, CHUNK)][:3]


@pytest.mark.django_db(transaction=True)
class TestKilledThreeTimes:
    def test_c_24_a_carry_over_gives_one_successor_each(self):
        expected = undisturbed(covered, *CARRY_OVER)

        for rows in points(1, PEOPLE - CHUNK):
            kill_after(CARRY_OVER, rows)
        finish(*CARRY_OVER)

        assert state() == expected
        assert models.Enrolment.objects.count() == 2 * PEOPLE

    def test_c_19_an_age_out_ends_each_child_once(self):
        def with_children():
            generate(employees=6_500, enrolments=6_500, employers=1)

        expected = undisturbed(with_children, *AGE_OUT)

        for rows in points(2, PEOPLE - CHUNK):
            kill_after(AGE_OUT, rows)
        finish(*AGE_OUT)

        assert state() == expected

    def test_an_import_of_all_rows_or_none(self, tmp_path):
        command = self.roster(tmp_path)
        expected = undisturbed(lambda: None, *command)

        for lines in (1, 2, 3):
            kill_at_line(command, lines)
            assert not models.Enrolment.objects.exists()
        finish(*command)

        assert state() == expected

    def test_an_import_that_keeps_good_rows(self, tmp_path):
        command = (*self.roster(tmp_path, bad="nobody"), "--keep-good-rows")
        expected = undisturbed(lambda: None, *command)

        for rows in points(3, PEOPLE - CHUNK):
            kill_after(command, rows)
        finish(*command)

        assert state() == expected
        assert models.Enrolment.objects.count() == PEOPLE - 1

    def roster(self, folder, *, bad="1"):
        option = option_id(0, 0)
        people = [bad, *map(str, range(2, PEOPLE + 1))]
        lines = [f"{person},{option},2027-01-01" for person in people]
        file = folder / "roster.csv"
        file.write_text("\n".join(["enrolments-roster,1", "employee_id,option,starts_on", *lines]))
        return ("enrolments_import_roster", str(file), "--employer", ACME, "--apply")


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_c_24_two_processes_take_turns_and_give_one_successor_each(self):
        covered()

        processes = [start(*CARRY_OVER), start(*CARRY_OVER)]
        complaints = [process.communicate()[1] for process in processes]

        assert [process.returncode for process in processes] == [0, 0], complaints
        assert models.Enrolment.objects.count() == 2 * PEOPLE
        assert Run.objects.get().made == PEOPLE

"""
Run in the monolith on the adopted tables: do its pages and the wheels' doors answer?
"""

import datetime
import json

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from legacy_app.models import Comment, Employer  # noqa: E402

from benefits_app import api as benefits  # noqa: E402
from domain_kit.actor import Actor  # noqa: E402

DAY = "2027-03-01"


def page(name, address, **posted):
    client = Client()
    client.force_login(User.objects.get(username=name))
    answer = client.post(address, posted) if posted else client.get(address)
    return answer.json() if answer.status_code == 200 else answer.status_code


def one(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def main():
    acme = Employer.objects.get(code="ACME")
    system = Actor.system("walk")
    year = benefits.list_plan_years(
        actor=system, employer_id=acme.pk, on=datetime.date(2027, 6, 1)
    )[0]
    address = f"/employers/{acme.pk}/windows/"
    before = len(page("hr", address)["windows"])
    opened = page("hr", address, plan_year=str(year.id), opens="2027-09-01", closes="2027-09-30")
    plan = apps.get_model("benefits_app", "Plan").objects.order_by("pk").last()
    covered = one(
        "SELECT count(*) FROM enrolments_app_enrolment WHERE coverage @> %s::date AND status NOT IN ('cancelled', 'waived')",
        DAY,
    )
    answers = {
        "HR opens a window": (len(opened["windows"]) - before, 1),
        "who may publish plans may not": (page("catalogue", address), 403),
        "covers of a day, by the wheel and in its table": (
            sum(page("hr", f"/enrolments/?day={DAY}").values()),
            covered,
        ),
        "benefits of ACME": (len(page("hr", f"/employers/{acme.pk}/")["benefits"]), 3),
        "comments about a plan": (
            page("hr", f"/comments/benefits_app/plan/{plan.pk}/")["comments"],
            ["Checked with the carrier."],
        ),
        "a comment reaches the wheel's row": (
            Comment.objects.filter(content_type__app_label="benefits_app", object_id=str(plan.pk))[
                0
            ].about,
            plan,
        ),
        "home counts the clients": (page("claims", "/")["clients"], Employer.objects.count()),
    }
    return {
        question: "" if answer == wanted else f"{answer!r} instead of {wanted!r}"
        for question, (answer, wanted) in answers.items()
    }


print(json.dumps(main()))

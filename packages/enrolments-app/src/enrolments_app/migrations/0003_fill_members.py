"""
Make the members of every enrolment from its dependants JSON.

In chunks that commit alone; stop it and run it again. Dependants that cannot be read are listed in
the report table and stay in the JSON, which nobody changes here. Enrolments that 1.5 adds
meanwhile get their members from `enrolments_import_members`.
"""

import datetime as dt
from decimal import ROUND_DOWN, Decimal

from django.db import migrations

from domain_kit.money import exponent
from domain_kit.operations import BackfillRowsInChunks

RELATIONSHIPS = {"spouse", "partner", "child", "parent", "other"}


def fill_members(apps, first, last):
    enrolment, member, problem = (
        apps.get_model("enrolments_app", name)
        for name in ("Enrolment", "EnrolmentMember", "MemberImportProblem")
    )
    today = dt.datetime.now(dt.UTC).date()
    members, problems = [], []
    for row in enrolment.objects.filter(id__gte=first, id__lte=last, members=None):
        good, bad = read(row.dependants, today)
        shares = split(row.monthly_price, row.currency, len(good))
        members += [
            member(enrolment_id=row.id, share=share, **person)
            for person, share in zip(good, shares, strict=True)
        ]
        problems += [
            problem(enrolment_id=row.id, problem=why, dependant=dependant) for why, dependant in bad
        ]
    member.objects.bulk_create(members)
    problem.objects.bulk_create(problems)
    return len(members)


def read(stored, today):
    good = [{"key": "", "name": "", "relationship": "self", "born_on": None}]
    if not isinstance(stored, list):
        return good, [("the dependants are not a list", stored)]
    bad = []
    for dependant in stored:
        why = fault(dependant, {person["key"] for person in good}, today)
        if why:
            bad.append((why, dependant))
            continue
        born_on = dependant.get("born_on")
        good.append(
            {
                "key": dependant["key"],
                "name": dependant.get("name") or "",
                "relationship": dependant["relationship"],
                "born_on": dt.date.fromisoformat(born_on) if born_on else None,
            }
        )
    return good, bad


def fault(dependant, seen, today):
    if not isinstance(dependant, dict) or not dependant.get("key"):
        return "the dependant has no key"
    if dependant["key"] in seen:
        return "the dependant is entered twice"
    if dependant.get("relationship") not in RELATIONSHIPS:
        return f"the relationship is {dependant.get('relationship')!r}"
    try:
        born_on = dependant.get("born_on")
        if born_on and dt.date.fromisoformat(born_on) > today:
            return "the birth date is in the future"
    except (TypeError, ValueError):
        return "the birth date cannot be read"
    return None


def split(price, currency, parts):
    """
    Floor each share, the residue to the employee: 1,000.01 over 3 is 333.35 + 333.33 + 333.33.
    """
    unit = Decimal(1).scaleb(-exponent(currency))
    share = (price / parts).quantize(unit, rounding=ROUND_DOWN)
    return [price - share * (parts - 1), *[share] * (parts - 1)]


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("enrolments_app", "0002_members")]
    operations = [
        BackfillRowsInChunks(
            "members", table="enrolments_app_enrolment", function=fill_members, key="id"
        ),
    ]

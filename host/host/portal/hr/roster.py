"""
A roster of elections in a file: looked at row by row, then taken.
"""

import csv
import dataclasses
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employee, Employer
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance.documents import file_of
from host.portal.hr.forms import RosterFileForm, TakeRosterForm
from host.portal.hr.names import names_of
from host.portal.hr.roster_rows import lines_of, told
from host.portal.posting import FormIncomplete, form_for, typed
from host.portal.templatetags.shown import short_day

HR = (Role.HR, Role.OPERATOR)
MAX_BYTES = 1_000_000
SALT = "host.portal.hr.roster"
_KEPT_SECONDS = 3_600
_NEEDS = ("preview_roster", "import_roster")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """
    The options of a plan year, by a code that rows may use, and what each is called.
    """

    codes: dict[str, UUID]
    names: dict[str, str]


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
@needs("benefits_app", "list_plan_years", "list_options", since="2.3.0")
def roster(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Where a file is chosen, and what one looks like.
    """
    employer = employer_of(request, actor)
    years = _years(actor, employer)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "years": years,
        "form": form_for(
            request,
            RosterFileForm,
            reverse("look-at-roster"),
            initial={"plan_year_id": _present(actor, employer)},
            years=years,
        ),
    }
    if years:
        context["options"] = _options(actor, UUID(_present(actor, employer) or years[0][0]))
    return render(request, "portal/hr/roster.html", context)


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
@command("roster")
def look(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    What taking a file would do, and each row that cannot be taken. Nothing is written.
    """
    employer = employer_of(request, actor)
    form = typed(request, RosterFileForm, files=True, years=_years(actor, employer))
    file, year = form.cleaned_data["file"], form.cleaned_data["plan_year_id"]
    if file.size > MAX_BYTES:
        form.add_error("file", _("It is larger than 1 MB. Split it, or send it through the API."))
        raise FormIncomplete(form)
    content = file.read()
    return _looked_at(request, actor, employer, (file.name, content, UUID(year)))


def _looked_at(
    request: HttpRequest, actor: Actor, employer: Employer, sent: tuple[str, bytes, UUID]
) -> HttpResponse:
    name, content, year = sent
    options = _options(actor, year)
    report = enrolments.preview_roster(
        actor=actor,
        employer_id=employer.id,
        file=enrolments.RosterFile(name=name, content=content),
        option_codes=options.codes,
    )
    rows = lines_of(content, {error.row for error in report.errors})
    names = names_of(employer, [cells.get("employee_id", "").strip() for _row, cells in rows])
    kept = signing.dumps(
        {
            "name": name,
            "content": content.decode("latin-1"),
            "year": str(year),
            "employer": str(employer.id),
        },
        salt=SALT,
        compress=True,
    )
    take = form_for(request, TakeRosterForm, reverse("take-roster"), initial={"kept": kept})
    context = {
        "employer": employer,
        "report": report,
        "lines": told(rows, names, options.names),
        "file": name,
        "form": take,
    }
    return render(request, "portal/hr/roster_preview.html", context)


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
@command("roster")
def take(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Take the rows that were looked at; the file sent twice is taken once.
    """
    employer = employer_of(request, actor)
    form = typed(request, TakeRosterForm)
    try:
        kept: dict[str, str] = signing.loads(
            form.cleaned_data["kept"], salt=SALT, max_age=_KEPT_SECONDS
        )
    except signing.BadSignature:
        messages.error(request, _("The file was looked at too long ago. Upload it again."))
        return redirect(address(request, "roster"))
    if kept["employer"] != str(employer.id):
        messages.error(request, _("The file was looked at for another employer. Upload it again."))
        return redirect(address(request, "roster"))
    sent = (kept["name"], kept["content"].encode("latin-1"), UUID(kept["year"]))
    try:
        report = enrolments.import_roster(
            actor=actor,
            employer_id=employer.id,
            file=enrolments.RosterFile(name=sent[0], content=sent[1]),
            idempotency_key=form.cleaned_data["key"],
            keep_good_rows=form.cleaned_data["keep_good_rows"],
            option_codes=_options(actor, sent[2]).codes,
        )
    except enrolments.RosterRefused:
        messages.error(request, _("Nothing was taken: rows that were good a moment ago are not."))
        return _looked_at(request, actor, employer, sent)
    messages.success(request, _said(report))
    return redirect(address(request, "people"))


def _said(report: Any) -> str:
    return _("%(made)s taken, %(unchanged)s there already, %(refused)s left out.") % {
        "made": report.made,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }


@for_role(*HR)
@needs("benefits_app", "list_plan_years", "list_options", since="2.3.0")
def template(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    An empty roster with the people of today, for a spreadsheet.
    """
    employer = employer_of(request, actor)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["enrolments-roster", "1"])
    parts = ("key", "name", "relationship", "born_on")
    rows.writerow(
        ["employee_id", "option", "starts_on", *(f"dependant_1_{each}" for each in parts)]
    )
    people = Employee.objects.filter(employer=employer, left_on__isnull=True).order_by("name")
    for number in people.values_list("pk", flat=True):
        rows.writerow([number, "", ""])
    return file_of(written.getvalue(), name="roster.csv", kind="text/csv; charset=utf-8")


def _years(actor: Actor, employer: Employer) -> list[tuple[str, str]]:
    found = benefits.list_plan_years(actor=actor, employer_id=employer.id)
    newest_first = sorted(found, key=lambda each: each.period.start, reverse=True)
    return [
        (str(each.id), f"{short_day(each.period.start)} - {short_day(each.period.last)}")
        for each in newest_first
    ]


def _present(actor: Actor, employer: Employer) -> str:
    today = today_in(employer.time_zone)
    found = benefits.list_plan_years(actor=actor, employer_id=employer.id, on=today)
    return str(found[0].id) if found else ""


def _options(actor: Actor, year: UUID) -> Options:
    offers = [
        each.offer
        for each in benefits.list_options(
            actor=actor, plan_year_id=year, status=benefits.PlanStatus.PUBLISHED
        )
    ]
    coded = {f"{each.benefit_code}-{each.option_code}": each for each in offers}
    called = {code: f"{each.benefit_name}, {each.option_name}" for code, each in coded.items()}
    return Options(
        codes={code: each.option_id for code, each in coded.items()},
        names=called | {str(each.option_id): called[code] for code, each in coded.items()},
    )

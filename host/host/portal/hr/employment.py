"""
How does HR take people in, let them go, take them back, and hand them over?
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from host.directory import api as directory
from host.directory.days import today_in
from host.directory.models import Employer
from host.portal.access import command, employer_of, for_role
from host.portal.hr.forms import HireForm, LeaveForm, RehireForm, TransferForm
from host.portal.hr.story import Known, known
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import day

HR = (Role.HR, Role.OPERATOR)


@for_role(*HR)
def hire(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Somebody new.
    """
    employer = employer_of(request, actor)
    today = today_in(employer.time_zone)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "form": form_for(request, HireForm, reverse("hire-person"), initial={"hired_on": today}),
    }
    return render(request, "portal/hr/hire.html", context)


@for_role(*HR)
@command("hire")
def hire_person(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Take somebody into the directory; sent twice, it is the same person.
    """
    employer = employer_of(request, actor)
    form = typed(request, HireForm)
    try:
        hired = directory.hire(
            actor=actor,
            employer_id=employer.id,
            name=form.cleaned_data["name"],
            hired_on=form.cleaned_data["hired_on"],
            born_on=form.cleaned_data["born_on"],
        ).id
    except directory.AlreadyHired as there:
        messages.info(request, str(there))
        return redirect("person", number=there.employee_id)
    messages.success(
        request,
        _("%(who)s is with %(employer)s from %(day)s. What is on offer can be chosen now.")
        % {
            "who": form.cleaned_data["name"],
            "employer": employer.name,
            "day": day(form.cleaned_data["hired_on"]),
        },
    )
    return redirect("person", number=hired)


@for_role(*HR)
def employment(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    What may be done about somebody's employment.
    """
    person = _here(actor, number)
    context = {"known": person, "ended": person.row.left_on is not None}
    context["leave"] = form_for(
        request,
        LeaveForm,
        reverse("leave", args=[number]),
        initial={"last_day": person.row.left_on},
    )
    context["rehire"] = form_for(request, RehireForm, reverse("rehire", args=[number]), initial={})
    others = _others(actor, person)
    if others:
        context["transfer"] = form_for(
            request, TransferForm, reverse("transfer", args=[number]), initial={}, employers=others
        )
    return render(request, "portal/hr/employment.html", context)


@for_role(*HR)
@command("employment", "number")
def leave(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Set, move or withdraw the last day.
    """
    person = _here(actor, number)
    last_day = typed(request, LeaveForm).cleaned_data["last_day"]
    directory.leave(actor=actor, employee_id=number, last_day=last_day)
    told = {"who": person.row.name, "day": day(last_day)}
    messages.success(
        request,
        _("%(who)s leaves after %(day)s, and all cover ends with it.") % told
        if last_day
        else _("%(who)s stays. Cover that had ended because of leaving goes on.") % told,
    )
    return redirect("person", number=number)


@for_role(*HR)
@command("employment", "number")
def rehire(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Another employment with the same employer; sent twice, it is the same one.
    """
    person = _here(actor, number)
    first_day = typed(request, RehireForm).cleaned_data["first_day"]
    if person.row.hired_on != first_day or person.row.left_on is not None:
        directory.rehire(actor=actor, employee_id=number, first_day=first_day)
    told = {"who": person.row.name, "day": day(first_day)}
    messages.success(request, _("%(who)s is back from %(day)s.") % told)
    return redirect("person", number=number)


@for_role(*HR)
@command("employment", "number")
def transfer(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    To another employer, for who acts for both.
    """
    person = _here(actor, number)
    form = typed(request, TransferForm, employers=_others(actor, person))
    directory.transfer(
        actor=actor,
        employee_id=number,
        employer_id=UUID(form.cleaned_data["employer_id"]),
        first_day=form.cleaned_data["first_day"],
    )
    told = {"who": person.row.name, "day": day(form.cleaned_data["first_day"])}
    messages.success(request, _("%(who)s is with another employer from %(day)s.") % told)
    return redirect("person", number=number)


def _here(actor: Actor, number: int) -> Known:
    """
    One of the employer's present people.

    Raises:
        Http404: also for who has moved on.
    """
    person = known(actor, number)
    if not person.here:
        raise Http404
    return person


def _others(actor: Actor, person: Known) -> list[tuple[str, str]]:
    rows = actor.scope(Employer.objects.exclude(pk=person.employer.id), "id")
    return [(str(each.pk), each.name) for each in rows]

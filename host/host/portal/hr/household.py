"""
How does HR look after somebody's household?
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.employee.forms import DependantForm
from host.portal.hr.forms import EndDependantForm
from host.portal.hr.story import known
from host.portal.posting import typed
from host.portal.templatetags.shown import day

HR = (Role.HR, Role.OPERATOR)
_KEY = 20


@for_role(*HR)
@needs("enrolments_app", "add_dependant", since="3.0.0")
@command("person", "number")
def add(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Somebody more in the household.
    """
    person = known(actor, number)
    told = typed(request, DependantForm).cleaned_data
    enrolments.add_dependant(
        actor=actor,
        idempotency_key=told["key"],
        employee_id=person.number,
        # Of the form, so that it is the same one however often it is sent.
        key=f"hr-{told['key'][:_KEY]}",
        name=told["name"],
        relationship=told["relationship"],
        born_on=told["born_on"],
        disabled=told["disabled"],
    )
    messages.success(request, _("%(name)s may be covered now.") % {"name": told["name"]})
    return redirect("person", number=number)


@for_role(*HR)
@needs("enrolments_app", "end_dependant", since="3.0.0")
@command("person", "number")
def end(request: HttpRequest, *, actor: Actor, number: int, dependant_id: UUID) -> HttpResponse:
    """
    Somebody is not of the household any more; cover of that person ends with it, if asked to.
    """
    person = known(actor, number)
    named = enrolments.get_dependant(actor=actor, dependant_id=dependant_id)
    if str(named.employee_id) != person.number or named.employer_id != person.employer.id:
        raise Http404
    told = typed(request, EndDependantForm).cleaned_data
    enrolments.end_dependant(
        actor=actor,
        idempotency_key=told["key"],
        dependant_id=dependant_id,
        ends_on=told["ends_on"],
        reason=told["reason"],
        change_cover=told["change_cover"],
    )
    said = _("%(name)s is of the household until %(day)s.")
    messages.success(request, said % {"name": named.name, "day": day(told["ends_on"])})
    return redirect("person", number=number)

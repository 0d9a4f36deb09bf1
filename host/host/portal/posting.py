"""
How does a form that was refused come back: on its page, with what was typed, and why not?
"""

import copy
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

from domain_kit.errors import DomainError, IdempotencyConflict
from host.portal.forms import CommandForm


class FormIncomplete(Exception):
    """
    What was typed is not what the form asks for; the form itself knows where.
    """

    def __init__(self, form: CommandForm) -> None:
        super().__init__(form)
        self.form = form


def typed[F: CommandForm](
    request: HttpRequest, form: type[F], *, files: bool = False, **options: Any
) -> F:
    """
    The form that was sent, filled in as it should be. The commands of this request answer at it.

    Raises:
        FormIncomplete: if it is not; `command` shows the page again.
    """
    sent = form(request.POST, request.FILES if files else None, **options)
    vars(request)["_typed"] = sent
    if not sent.is_valid():
        raise FormIncomplete(sent)
    return sent


def form_for[F: CommandForm](
    request: HttpRequest, form: type[F], to: str, /, *, initial: dict[str, Any], **options: Any
) -> F:
    """
    A form of a page that is sent `to` an address: empty, or the one that was refused just now, if
    it was sent there about the same hidden values.
    """
    number = vars(request)["_forms"] = vars(request).get("_forms", 0) + 1
    fresh = form(initial=initial, auto_id=f"f{number}_%s", **options)
    refused = vars(request).get("_refused")
    if type(refused) is form and refused.sent_to == to and refused.is_about(fresh):
        refused.auto_id, fresh = fresh.auto_id, refused
        vars(request)["_refused"] = None
    fresh.sent_to = to
    return fresh


def was_typed(request: HttpRequest) -> CommandForm | None:
    """
    The form this request sent, if its view has read one.
    """
    found: CommandForm | None = vars(request).get("_typed")
    return found


def refusal_at(form: CommandForm, refusal: DomainError) -> None:
    """
    Say why not, at the form. What was sent under a key that is spent may be meant anew.
    """
    if isinstance(refusal, IdempotencyConflict):
        form.renew_key()
        form.add_error(
            None,
            _(
                "This form was already sent once, with other content, and that counts. "
                "If you mean this as well, send it now."
            ),
        )
        return
    form.add_error(None, str(refusal))


def shown_again(request: HttpRequest, page: str, form: CommandForm, *, status: int) -> HttpResponse:
    """
    The page at an address, with this form as it was sent; if the page has no such form any more,
    the page with what is wrong above everything.
    """
    where = urlsplit(page)
    match = resolve(where.path)
    again = copy.copy(request)
    again.method, again.GET = "GET", QueryDict(where.query)
    again.path = again.path_info = where.path
    again.resolver_match = match
    form.sent_to = request.path
    form.complete_key()
    vars(again)["_refused"] = form
    answer: HttpResponse = match.func(again, *match.args, **match.kwargs)
    if answer.status_code != 200:
        return answer
    if vars(again)["_refused"] is not None:
        for sentence in [each for errors in form.errors.values() for each in errors]:
            messages.error(request, sentence)
        return redirect(page)
    answer.status_code = status
    return answer

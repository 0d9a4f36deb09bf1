"""
How does what reaches further back than the limit take two people: one who asks, one who approves?

What is asked for travels in a signed link that the first person hands to the second: nothing is
stored until it is done, and then the domain keeps both names with its reason.
"""

import dataclasses
import datetime as dt
import inspect
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.portal.hr.story import Known

SALT = "host.portal.hr.four-eyes"
DAYS = 7
# Older releases have no way to reach further back at all.
OVERRIDES = "override_reason" in inspect.signature(enrolments.unenrol).parameters
_LONGEST = 200


class AskForm(forms.Form):
    """
    What a form has that may be handed to a second person.
    """

    ask = forms.BooleanField(
        label=_("It reaches further back than the limit: ask a second person"), required=False
    )

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        if not OVERRIDES:
            del self.fields["ask"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A command about somebody that waits for a second person: its values as text, and who asked for
    it under which key.
    """

    command: str
    number: int
    enrolment_id: UUID | None
    values: dict[str, Any]
    by: str
    key: str

    @property
    def reason(self) -> str:
        """
        What the domain keeps: why, and who else has agreed to it.
        """
        said = f" (asked for by {self.by})"[:100]
        return str(self.values.get("reason", ""))[: _LONGEST - len(said)] + said

    def day(self, name: str) -> dt.date:
        """
        One of the values, as a day.
        """
        return dt.date.fromisoformat(self.values[name])


def ask(
    request: HttpRequest,
    actor: Actor,
    person: Known,
    command: str,
    form: Any,
    enrolment_id: UUID | None = None,
) -> HttpResponse:
    """
    The link for the second person.
    """
    values = {
        name: _as_text(value)
        for name, value in form.cleaned_data.items()
        if name not in ("key", "ask", "quote_hash")
    }
    signed = signing.dumps(
        {
            "command": command,
            "number": person.row.pk,
            "enrolment": str(enrolment_id or ""),
            "values": values,
            "by": actor.id,
            "key": form.cleaned_data["key"],
        },
        salt=SALT,
        compress=True,
    )
    there = reverse("second-person", args=[person.row.pk])
    link = request.build_absolute_uri(f"{there}?{urlencode({'asked': signed})}")
    return render(request, "portal/hr/ask.html", {"known": person, "link": link, "days": DAYS})


def asked_in(signed: str, number: int) -> Asked | None:
    """
    What a link asks for; None if it is forged, too old, or about somebody else.
    """
    try:
        told = signing.loads(signed, salt=SALT, max_age=dt.timedelta(days=DAYS))
    except signing.BadSignature:
        return None
    if told["number"] != number:
        return None
    return Asked(
        command=told["command"],
        number=number,
        enrolment_id=UUID(told["enrolment"]) if told["enrolment"] else None,
        values=told["values"],
        by=told["by"],
        key=told["key"],
    )


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each) for each in value]
    return None if value is None else str(value)

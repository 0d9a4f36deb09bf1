"""
Which programs may call the API, and how is a token given and taken?
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from domain_kit.actor import Actor, Role
from host.directory.tokens.issue import LONGEST_DAYS, issue_token
from host.directory.tokens.listed import list_tokens
from host.directory.tokens.revoke import revoke_token
from host.directory.tokens.values import DOMAINS, Token
from host.portal.access import command, for_role
from host.portal.forms import CommandForm
from host.portal.operator.frame import framed
from host.portal.posting import form_for, typed

SHOWN = 200


class IssueForm(CommandForm):
    """
    For which program, as whom, how long, and for what?
    """

    label = forms.CharField(max_length=100, label=gettext_lazy("Program"))
    username = forms.CharField(
        max_length=150,
        label=gettext_lazy("Acts as the user"),
        help_text=gettext_lazy("It may do what this user may, at most."),
    )
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, initial=90, label=gettext_lazy("Days it lasts")
    )
    may_write = forms.BooleanField(required=False, label=gettext_lazy("May change things"))
    domains = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Parts of the API"),
        help_text=gettext_lazy("None: every one."),
        choices=[(name, name) for name in DOMAINS],
        widget=forms.CheckboxSelectMultiple,
    )


class RevokeForm(CommandForm):
    """
    Which token is refused from now on?
    """

    token_id = forms.IntegerField(widget=forms.HiddenInput)


@for_role(Role.OPERATOR)
def tokens(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The newest tokens, and a form for another.
    """
    return render(request, "portal/operator/tokens.html", _page(request, actor))


def _page(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    found = list_tokens(actor=actor)
    to = reverse("revoke-token")
    return framed(request) | {
        "tokens": [(each, _state(each)) for each in found[:SHOWN]],
        "rest": max(len(found) - SHOWN, 0),
        "form": form_for(request, IssueForm, reverse("issue-token"), initial={"days": 90}),
        "revoke": {
            each.id: form_for(request, RevokeForm, to, initial={"token_id": each.id})
            for each in found[:SHOWN]
            if _state(each) == "good"
        },
    }


def _state(token: Token) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at is not None and token.expires_at <= timezone.now():
        return "expired"
    return "good"


@for_role(Role.OPERATOR)
@command("tokens")
def issue(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Issue a token and show its secret, in this one answer.
    """
    form = typed(request, IssueForm)
    issued = issue_token(
        actor=actor,
        username=form.cleaned_data["username"],
        label=form.cleaned_data["label"],
        days=form.cleaned_data["days"],
        may_write=form.cleaned_data["may_write"],
        domains=form.cleaned_data["domains"] or None,
    )
    return render(request, "portal/operator/token.html", framed(request) | {"issued": issued})


@for_role(Role.OPERATOR)
@command("tokens")
def revoke(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Take a token back.
    """
    form = typed(request, RevokeForm)
    gone = revoke_token(actor=actor, token_id=form.cleaned_data["token_id"])
    messages.success(request, _("%(label)s is refused from now on.") % {"label": gone.label})
    return redirect("tokens")

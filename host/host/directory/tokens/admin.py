"""
How are tokens issued and revoked in the admin? Their secrets are shown once, and nothing is edited.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from host.directory.models import ApiToken, Employer
from host.directory.tokens.issue import LONGEST_DAYS, issue_token
from host.directory.tokens.revoke import revoke_token
from host.directory.tokens.values import DOMAINS


class IssueForm(forms.ModelForm):  # type: ignore[type-arg]
    """
    As whom, for how long, and limited to what.
    """

    days = forms.IntegerField(min_value=1, max_value=LONGEST_DAYS, initial=90)
    may_write = forms.BooleanField(required=False)
    domains = forms.MultipleChoiceField(
        choices=[(name, name) for name in DOMAINS], required=False, help_text="None: every one."
    )
    employers = forms.ModelMultipleChoiceField(
        queryset=Employer.objects.all(), required=False, help_text="None: all of the user's."
    )

    class Meta:
        model = ApiToken
        fields = ("membership", "label")


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = IssueForm
    list_display = (
        "label",
        "membership",
        "may_write",
        "domains",
        "expires_at",
        "revoked_at",
        "last_used_at",
    )
    list_filter = ("may_write",)
    list_select_related = ("membership__user",)
    search_fields = ("label", "membership__user__username")
    exclude = ("digest",)
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> Any:
        """
        The form's for a new one, and the facts of one that is there.
        """
        if obj is None:
            return ("membership", "label", "days", "may_write", "domains", "employers")
        return [field.name for field in ApiToken._meta.fields if field.name != "digest"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what was issued, and when it ended, stays known

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """
        Who might change a token if anybody could.
        """
        return bool(request.user.has_perm("directory.change_apitoken"))

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """
        Issue the token, and keep its secret for the answer to this request.
        """
        asked = form.cleaned_data
        issued = issue_token(
            actor=_staff(request),
            username=obj.membership.user.get_username(),
            label=asked["label"],
            days=asked["days"],
            may_write=asked["may_write"],
            domains=asked["domains"] or None,
            employer_ids=[each.pk for each in asked["employers"]] or None,
        )
        obj.pk = issued.token.id
        obj.refresh_from_db()
        request.issued = issued  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: Any = None
    ) -> Any:
        """
        The page with the secret: no message, since those wait in a cookie until they are shown.
        """
        context = {
            **self.admin_site.each_context(request),
            "title": "Token issued",
            "issued": request.issued,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "directory/token_issued.html", context)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        A token that cannot be is refused in a sentence.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.get_full_path())

    @admin.action(description="Revoke selected tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        """
        Refuse them from now on.
        """
        for row in queryset:
            revoke_token(actor=_staff(request), token_id=row.pk)
        messages.success(request, f"{len(queryset)} revoked. They are refused from now on.")


def _staff(request: HttpRequest) -> Actor:
    """
    The admin's permissions have decided already; what remains is the name of who did it.
    """
    return Actor.system(request.user.get_username())

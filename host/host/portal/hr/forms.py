"""
What may HR type about people and their cover?
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from host.portal.forms import CommandForm, DayField


class HireForm(CommandForm):
    """
    Who begins, and when?
    """

    name = forms.CharField(label=_("Name"), max_length=200)
    hired_on = DayField(label=_("First day of work"))
    born_on = DayField(
        label=_("Born on"), required=False, help_text=_("Some prices depend on the age.")
    )


class LeaveForm(CommandForm):
    """
    Which day of work is the last one? None is no end.
    """

    last_day = DayField(
        label=_("Last day of work"),
        required=False,
        help_text=_("All cover ends after it. Left empty, the person stays."),
    )


class RehireForm(CommandForm):
    """
    When does somebody begin again?
    """

    first_day = DayField(label=_("First day of work"))


class TransferForm(CommandForm):
    """
    To which employer, and from when?
    """

    employer_id = forms.TypedChoiceField(label=_("To"), coerce=str)
    first_day = DayField(label=_("First day of work there"))

    def __init__(self, *args: Any, employers: list[tuple[str, str]] | None = None, **more: Any):
        super().__init__(*args, **more)
        self.fields["employer_id"].choices = employers or []  # type: ignore[attr-defined]


class ReasonForm(CommandForm):
    """
    Why?
    """

    reason = forms.CharField(label=_("Why"), max_length=200)


class EndCoverForm(ReasonForm):
    """
    After which day does cover end, and why?
    """

    ends_on = DayField(label=_("Last day of cover"))
    field_order = ("key", "ends_on", "reason")


class DependantForm(CommandForm):
    """
    Who belongs to somebody's household?
    """

    name = forms.CharField(label=_("Name"), max_length=200)
    relationship = forms.ChoiceField(
        label=_("Relationship"),
        choices=(
            ("spouse", _("Spouse")),
            ("partner", _("Partner")),
            ("child", _("Child")),
            ("parent", _("Parent")),
            ("other", _("Other")),
        ),
    )
    born_on = DayField(label=_("Born on"))
    disabled = forms.BooleanField(label=_("Has a disability"), required=False)

import datetime

from django.contrib.auth.decorators import permission_required
from django.db.models import Sum
from django.http import JsonResponse
from enrolments_app import api as enrolments

from legacy_app.models import Employer
from legacy_app.services import actor_of
from payroll.models import PayrollLine


@permission_required("payroll.view_payrollline", raise_exception=True)
def month(request, year, month):
    day = datetime.date(year, month, 1)
    lines = PayrollLine.objects.filter(month=day)
    actor = actor_of(request.user)
    covers = sum(
        len(enrolments.coverage_on(actor=actor, employer_id=each, on=day))
        for each in Employer.objects.values_list("pk", flat=True)
    )
    total = str(lines.aggregate(sum=Sum("amount"))["sum"] or 0)
    return JsonResponse({"lines": lines.count(), "sum": total, "covers": covers})

import datetime

from django.contrib.auth.decorators import permission_required
from django.db.models import Sum
from django.http import JsonResponse

import legacy_app.models as hub
from payroll.models import PayrollLine


@permission_required("payroll.view_payrollline", raise_exception=True)
def month(request, year, month):
    day = datetime.date(year, month, 1)
    lines = PayrollLine.objects.filter(month=day)
    covers = hub.Enrolment.objects.active_on(day)
    return JsonResponse(
        {
            "lines": lines.count(),
            "sum": str(lines.aggregate(sum=Sum("amount"))["sum"] or 0),
            "covers": covers.count(),
            "waived": hub.Enrolment.objects.filter(status="waived").count(),
        }
    )

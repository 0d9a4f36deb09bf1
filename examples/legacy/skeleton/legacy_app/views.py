# Views. The logic moved to services.py in 2017. Most of it.
import csv
import datetime

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import ListView

from legacy_app import services
from legacy_app.models import (
    PLAN_STATUSES,
    Benefit,
    Claim,
    Comment,
    Employer,
    Enrolment,
    EnrolmentChange,
    EnrolmentWindow,
    Plan,
    PlanOption,
    PlanYear,
)


def home(request):
    today = timezone.localdate()
    return render(
        request,
        "legacy_app/home.html",
        {
            "employers": Employer.objects.active().annotate(people=Count("employees")),
            "open_windows": EnrolmentWindow.objects.filter(
                opens_at__lte=timezone.now(), closes_at__gte=timezone.now()
            ).count(),
            "active": Enrolment.objects.active_on(today).count(),
        },
    )


@login_required
def employer(request, employer_id):
    found = get_object_or_404(Employer, pk=employer_id)
    plans = (
        Plan.objects.filter(benefit__employer=found)
        .select_related("benefit", "plan_year")
        .annotate(options_count=Count("options"))
    )
    if request.GET.get("status") in dict(PLAN_STATUSES):
        plans = plans.filter(status=request.GET["status"])
    return render(request, "legacy_app/employer.html", {"employer": found, "plans": plans})


@permission_required("legacy_app.open_window", raise_exception=True)
def windows(request, employer_id):
    found = get_object_or_404(Employer, pk=employer_id)
    if request.method == "POST":
        year = get_object_or_404(PlanYear, pk=request.POST["plan_year"], employer=found)
        opens = datetime.date.fromisoformat(request.POST["opens"])
        closes = datetime.date.fromisoformat(request.POST["closes"])
        if found.uses_new_windows:
            services.open_window_v2(found, year, opens, closes, user=request.user)
        elif request.POST.get("kind") == "life_event":
            # Never worked in services, so it is done here.
            with transaction.atomic():
                if EnrolmentWindow.objects.filter(
                    employer=found, kind="life_event", closes_at__gte=timezone.now()
                ).exists():
                    messages.error(request, "There is one already.")
                    return redirect("windows", employer_id=found.pk)
                EnrolmentWindow.objects.create(
                    employer=found,
                    plan_year=year,
                    kind="life_event",
                    opens_at=timezone.make_aware(datetime.datetime.combine(opens, datetime.time())),
                    closes_at=timezone.make_aware(
                        datetime.datetime.combine(closes, datetime.time(23, 59, 59))
                    ),
                )
        else:
            services.open_window(found, year, opens, closes)
        messages.success(request, "Opened.")
        return redirect("windows", employer_id=found.pk)
    return render(
        request,
        "legacy_app/windows.html",
        {"employer": found, "windows": found.windows.select_related("plan_year")},
    )


@permission_required("legacy_app.publish_plan", raise_exception=True)
def publish(request, plan_id):
    plan = get_object_or_404(Plan, pk=plan_id)
    problems = []
    if not plan.options.exists():
        problems.append("It has no options.")
    if plan.options.filter(monthly_price=0).exists() and plan.benefit.funding != "employer_paid":
        problems.append("Something is free that should not be.")
    if problems and not request.user.has_perm("legacy_app.change_plan"):
        raise PermissionDenied
    if problems:
        return JsonResponse({"problems": problems}, status=400)
    services.publish_plan(plan, user=request.user)
    return JsonResponse({"status": plan.status})


@permission_required(["legacy_app.add_plan", "legacy_app.add_planoption"], raise_exception=True)
def copy_plan(request, plan_id):
    plan = get_object_or_404(Plan, pk=plan_id)
    year = get_object_or_404(PlanYear, pk=request.POST["plan_year"])
    with transaction.atomic():
        copied = Plan.objects.create(
            benefit=plan.benefit,
            plan_year=year,
            currency=plan.currency,
            carrier_code=plan.carrier_code,
        )
        PlanOption.objects.bulk_create(
            PlanOption(
                plan=copied,
                code=option.code,
                name=option.name,
                monthly_price=services.round_price(option.monthly_price),
            )
            for option in plan.options.all()
        )
    return JsonResponse({"plan": str(copied.pk)})


class EnrolmentList(PermissionRequiredMixin, ListView):
    permission_required = "legacy_app.view_enrolment"
    model = Enrolment
    paginate_by = 50
    template_name = "legacy_app/enrolments.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("employee", "benefit", "option")
        word = self.request.GET.get("q")
        if word:
            rows = rows.filter(
                Q(employee__last_name__icontains=word) | Q(benefit__name__icontains=word)
            )
        if not self.request.user.has_perm("legacy_app.see_salary"):
            rows = rows.exclude(benefit__category="pension")
        return rows


@login_required
def end(request, enrolment_id):
    enrolment = get_object_or_404(Enrolment, pk=enrolment_id)
    last = datetime.date.fromisoformat(request.POST["last_day"])
    backdated = last < timezone.localdate()
    if backdated and not request.user.has_perm("legacy_app.backdate_enrolment"):
        raise PermissionDenied
    services.end_enrolment(
        enrolment, last, reason=request.POST.get("reason", ""), user=request.user
    )
    return JsonResponse({"changes": EnrolmentChange.objects.filter(enrolment=enrolment).count()})


@permission_required("legacy_app.decide_claim", raise_exception=True)
def decide(request, claim_id):
    claim = get_object_or_404(Claim, pk=claim_id)
    if not claim.is_open:
        return JsonResponse({"problem": "It is decided."}, status=409)
    claim.status = request.POST["verdict"]
    claim.decided_at = timezone.now()
    claim.handler = request.user
    claim.save()
    if claim.status == "approved" and claim.amount > 500:
        services.create_comment_about(claim, "Over 500, second pair of eyes.", request.user)
    return JsonResponse({"status": claim.status})


@login_required
def comment(request, model, pk):
    # Works for everything.
    cls = apps.get_model("legacy_app", model)
    row = get_object_or_404(cls, pk=pk)
    if request.method == "POST":
        services.create_comment_about(row, request.POST["body"], request.user)
    rows = Comment.objects.filter(
        content_type=ContentType.objects.get_for_model(cls), object_id=str(pk)
    )
    return JsonResponse({"comments": [each.body for each in rows]})


def report(request):
    if not request.user.has_perms(["legacy_app.view_enrolment", "legacy_app.view_claim"]):
        raise PermissionDenied
    Model = apps.get_model("legacy_app.Enrolment")
    answer = HttpResponse(content_type="text/csv")
    writer = csv.writer(answer)
    writer.writerow(["benefit", "people", "monthly"])
    totals = (
        Model.objects.filter(status="active")
        .values("benefit__name")
        .annotate(people=Count("employee", distinct=True), monthly=Sum("monthly_price"))
        .order_by("benefit__name")
    )
    for row in totals:
        writer.writerow([row["benefit__name"], row["people"], row["monthly"]])
    plans = ContentType.objects.get(app_label="legacy_app", model="plan")
    noted = Comment.objects.filter(content_type=plans).count()
    writer.writerow(["remarks about plans", noted, ""])
    writer.writerow(["benefits retired", Benefit.objects.filter(retired=True).count(), ""])
    return answer

# Views, on the wheels' doors.
import datetime

from benefits_app import api as benefits
from django.apps import apps
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.contenttypes.models import ContentType
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from enrolments_app import api as enrolments

from legacy_app import services
from legacy_app.models import Comment, Employer


@login_required
def home(request):
    actor = services.actor_of(request.user)
    now = timezone.now()
    clients = Employer.objects.active()
    return JsonResponse(
        {
            "clients": clients.count(),
            "open windows": sum(
                len(benefits.open_windows(actor=actor, employer_id=each.pk, at=now))
                for each in clients
            ),
        }
    )


@permission_required("benefits_app.view_plan", raise_exception=True)
def employer(request, employer_id):
    found = get_object_or_404(Employer, pk=employer_id)
    actor = services.actor_of(request.user)
    years = benefits.list_plan_years(actor=actor, employer_id=found.pk)
    return JsonResponse(
        {
            "benefits": [
                each.name for each in benefits.list_benefits(actor=actor, employer_id=found.pk)
            ],
            "options": sum(
                len(benefits.list_options(actor=actor, plan_year_id=year.id)) for year in years
            ),
        }
    )


@permission_required("benefits_app.open_window", raise_exception=True)
def windows(request, employer_id):
    found = get_object_or_404(Employer, pk=employer_id)
    actor = services.actor_of(request.user)
    if request.method == "POST":
        services.open_window(
            request.POST["plan_year"],
            datetime.date.fromisoformat(request.POST["opens"]),
            datetime.date.fromisoformat(request.POST["closes"]),
            request.user,
        )
    rows = benefits.list_windows(actor=actor, employer_id=found.pk)
    return JsonResponse({"windows": [[w.kind, str(w.opens_on), str(w.closes_on)] for w in rows]})


@permission_required("enrolments_app.view_enrolment", raise_exception=True)
def covered(request):
    actor, day = services.actor_of(request.user), datetime.date.fromisoformat(request.GET["day"])
    return JsonResponse(
        {
            str(each.pk): len(enrolments.coverage_on(actor=actor, employer_id=each.pk, on=day))
            for each in Employer.objects.all()
        }
    )


@permission_required("enrolments_app.backdate_enrolment", raise_exception=True)
def end(request, enrolment_id):
    day = datetime.date.fromisoformat(request.POST["last_day"])
    ended = services.end_enrolment(enrolment_id, day, request.POST.get("reason", ""), request.user)
    return JsonResponse({"ends_on": str(ended.ends_on), "version": ended.version})


@login_required
def comments(request, app, model, pk):
    kind = ContentType.objects.get_for_model(apps.get_model(app, model))
    rows = Comment.objects.filter(content_type=kind, object_id=str(pk))
    return JsonResponse({"comments": [each.body for each in rows]})

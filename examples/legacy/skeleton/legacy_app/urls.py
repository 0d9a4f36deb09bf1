from django.urls import path

from legacy_app import views

urlpatterns = [
    path("", views.home, name="home"),
    path("employers/<uuid:employer_id>/", views.employer, name="employer"),
    path("employers/<uuid:employer_id>/windows/", views.windows, name="windows"),
    path("plans/<uuid:plan_id>/publish/", views.publish, name="publish"),
    path("plans/<uuid:plan_id>/copy/", views.copy_plan, name="copy_plan"),
    path("enrolments/", views.EnrolmentList.as_view(), name="enrolments"),
    path("enrolments/<uuid:enrolment_id>/end/", views.end, name="end"),
    path("claims/<int:claim_id>/decide/", views.decide, name="decide"),
    path("comments/<str:model>/<str:pk>/", views.comment, name="comment"),
    path("report/", views.report, name="report"),
]

from django.urls import path

from legacy_app import views

urlpatterns = [
    path("", views.home, name="home"),
    path("employers/<uuid:employer_id>/", views.employer, name="employer"),
    path("employers/<uuid:employer_id>/windows/", views.windows, name="windows"),
    path("enrolments/", views.covered, name="enrolments"),
    path("enrolments/<uuid:enrolment_id>/end/", views.end, name="end"),
    path("comments/<str:app>/<str:model>/<str:pk>/", views.comments, name="comment"),
]

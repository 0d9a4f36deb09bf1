"""
Which page of HR is where?
"""

from django.urls import path

from host.portal.hr import people

urlpatterns = [
    path("", people.people, name="people"),
    path("<uuid:enrolment_id>/end/", people.end, name="end-cover"),
]

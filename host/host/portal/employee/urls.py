"""
Which page of an employee is where?
"""

from django.urls import path

from host.portal.employee import mine

urlpatterns = [
    path("", mine.my_benefits, name="my-benefits"),
    path("enrol/", mine.enrol, name="enrol"),
    path("<uuid:enrolment_id>/end/", mine.end, name="end-enrolment"),
]

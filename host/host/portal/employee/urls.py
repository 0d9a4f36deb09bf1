"""
Which page of an employee is where?
"""

from django.urls import path

from host.portal.employee import checkout, choosing, events, mine, relatives, reminders, story

urlpatterns = [
    path("", mine.my_benefits, name="my-benefits"),
    path("enrol/", mine.enrol, name="enrol"),
    path("<uuid:enrolment_id>/end/", mine.end, name="end-enrolment"),
    path("<uuid:enrolment_id>/keep/", mine.keep, name="keep-enrolment"),
    path("choose/", choosing.choose, name="choose"),
    path("choose/elect/", choosing.elect, name="elect"),
    path("choose/waive/", choosing.waive, name="waive"),
    path("waivers/<uuid:waiver_id>/withdraw/", choosing.unwaive, name="unwaive"),
    path("choose/basket/<uuid:batch_id>/", checkout.show, name="basket"),
    path("choose/basket/<uuid:batch_id>/submit/", checkout.submit, name="basket-submit"),
    path("choose/basket/<uuid:batch_id>/reprice/", checkout.reprice, name="basket-reprice"),
    path("choose/basket/<uuid:batch_id>/remove/", checkout.remove, name="basket-remove"),
    path("life-events/", events.life_events, name="life-events"),
    path("life-events/report/", events.report, name="report-life-event"),
    path("family/", relatives.show, name="family"),
    path("family/add/", relatives.add, name="add-dependant"),
    path("family/<uuid:dependant_id>/end/", relatives.end, name="end-dependant"),
    path("family/<uuid:dependant_id>/keep/", relatives.keep, name="keep-dependant"),
    path("family/<uuid:dependant_id>/correct/", relatives.correct, name="correct-dependant"),
    path("history/", story.history, name="history"),
    path("reminders.ics", reminders.calendar, name="reminders"),
]

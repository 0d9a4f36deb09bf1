"""
Which page of HR is where?
"""

from django.urls import path

from host.portal.hr import (
    covers,
    eligibility,
    employment,
    files,
    give,
    people,
    person,
    progress,
    roster,
    waiting,
)

urlpatterns = [
    path("", people.people, name="people"),
    path("hire/", employment.hire, name="hire"),
    path("hire/person/", employment.hire_person, name="hire-person"),
    path("roster/", roster.roster, name="roster"),
    path("roster/template/", roster.template, name="roster-template"),
    path("roster/look/", roster.look, name="look-at-roster"),
    path("roster/take/", roster.take, name="take-roster"),
    path("choosing/", progress.choosing, name="choosing"),
    path("files/", files.files, name="hr-files"),
    path("files/deductions/", files.deductions, name="deductions-file"),
    path("files/carrier/", files.carrier, name="carrier-file"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:claim_id>/decide/", waiting.decide, name="decide-event"),
    path("waiting/<uuid:evidence_id>/answer/", waiting.answer, name="answer-evidence"),
    path("<int:number>/", person.person, name="person"),
    path("<int:number>/eligibility/", eligibility.eligibility, name="eligibility"),
    path("<int:number>/employment/", employment.employment, name="employment"),
    path("<int:number>/employment/leave/", employment.leave, name="leave"),
    path("<int:number>/employment/rehire/", employment.rehire, name="rehire"),
    path("<int:number>/employment/transfer/", employment.transfer, name="transfer"),
    path("<int:number>/cover/", give.give, name="give-cover"),
    path("<int:number>/cover/now/", give.give_now, name="give-cover-now"),
    path("<int:number>/cover/<uuid:enrolment_id>/end/", covers.end, name="end-cover"),
    path(
        "<int:number>/cover/<uuid:enrolment_id>/withdraw-end/",
        covers.withdraw_end,
        name="withdraw-end",
    ),
    path("<int:number>/cover/<uuid:enrolment_id>/cancel/", covers.cancel, name="cancel-cover"),
    path(
        "<int:number>/cover/<uuid:enrolment_id>/reinstate/",
        covers.reinstate,
        name="reinstate-cover",
    ),
]

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
    household,
    people,
    person,
    progress,
    renewal,
    roster,
    second,
    waiting,
    year,
    year_commands,
    years,
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
    path("plans/", years.plans, name="plans"),
    path("plans/benefit/", years.define_benefit, name="define-benefit"),
    path("plans/year/", years.define_year, name="define-year"),
    path("plans/<uuid:year_id>/", year.plan_year, name="plan-year"),
    path("plans/<uuid:year_id>/option/", year_commands.option, name="define-option"),
    path("plans/<uuid:year_id>/rates/", year_commands.rates, name="publish-rates"),
    path(
        "plans/<uuid:year_id>/contributions/",
        year_commands.contributions,
        name="define-contributions",
    ),
    path("plans/<uuid:year_id>/window/", year_commands.window, name="open-window"),
    path(
        "plans/<uuid:year_id>/window/<uuid:window_id>/", year_commands.extend, name="extend-window"
    ),
    path("plans/<uuid:year_id>/publish/", year_commands.publish, name="publish-year"),
    path("plans/<uuid:year_id>/carry-over/", year_commands.carry_over, name="carry-over"),
    path("plans/<uuid:year_id>/renew/", renewal.renew, name="renew-year"),
    path("plans/<uuid:year_id>/renew/now/", renewal.renew_now, name="renew-now"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:claim_id>/decide/", waiting.decide, name="decide-event"),
    path("waiting/<uuid:evidence_id>/answer/", waiting.answer, name="answer-evidence"),
    path("<int:number>/", person.person, name="person"),
    path("<int:number>/eligibility/", eligibility.eligibility, name="eligibility"),
    path("<int:number>/household/", household.add, name="add-to-household"),
    path(
        "<int:number>/household/<uuid:dependant_id>/end/",
        household.end,
        name="end-of-household",
    ),
    path("<int:number>/second/", second.second, name="second-person"),
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

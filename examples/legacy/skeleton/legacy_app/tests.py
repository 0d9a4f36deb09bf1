import datetime
import io
from decimal import Decimal

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import TestCase

from legacy_app import models, services


class HubTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("demo_rows", employees=8, stdout=io.StringIO())
        cls.employer = models.Employer.objects.get(code="ACME")
        cls.year = cls.employer.plan_years.order_by("starts_on").last()


class WindowTests(HubTestCase):
    def test_the_first_way_opens_at_midnight_utc(self):
        window = services.open_window(
            self.employer, self.year, datetime.date(2027, 6, 1), datetime.date(2027, 6, 30)
        )
        self.assertEqual(window.opens_at.hour, 0)

    def test_the_second_way_opens_where_the_year_is(self):
        window = services.open_window_v2(
            self.employer, self.year, datetime.date(2027, 6, 1), datetime.date(2027, 6, 30)
        )
        self.assertEqual(window.opens_at.astimezone(datetime.timezone.utc).hour, 23)

    def test_the_third_way_swaps_the_days(self):
        window = services.open_window_new(
            self.employer.pk, self.year.pk, "2027-06-30T00:00", "2027-06-01T00:00", kind="import"
        )
        self.assertLess(window.opens_at, window.closes_at)

    def test_the_fourth_way_counts_from_tomorrow_for_acme(self):
        window = services.open_enrolment_window(
            self.employer, 2027, start=datetime.date(2027, 7, 1), life_event="birth"
        )
        self.assertEqual(window.opens_at.date(), datetime.date(2027, 7, 2))
        self.assertEqual(window.kind, "life_event")

    def test_the_fifth_way_says_what_it_could_not_do(self):
        failed = services.open_windows_for_year(
            2031, datetime.date(2031, 1, 1), datetime.date(2031, 1, 9)
        )
        self.assertEqual({reason for _, reason in failed}, {"no plan year"})


class CoverTests(HubTestCase):
    def test_nobody_has_it_twice(self):
        enrolment = models.Enrolment.objects.filter(status="active").first()
        with self.assertRaises(services.ServiceError):
            services.enrol(enrolment.employee, enrolment.option, datetime.date(2027, 6, 1))

    def test_ending_writes_a_change_and_an_audit_entry(self):
        enrolment = models.Enrolment.objects.filter(status="active").last()
        services.end_enrolment(enrolment, datetime.date(2027, 6, 30))
        self.assertEqual(enrolment.changes.last().kind, "terminate")
        self.assertTrue(enrolment.audit.filter(verb="saved").exists())

    def test_payroll_hears_of_it(self):
        enrolment = models.Enrolment.objects.filter(payroll_lines__isnull=False).first()
        services.end_enrolment(enrolment, datetime.date(2027, 6, 30))
        self.assertTrue(enrolment.payroll_lines.get().stale)

    def test_a_plan_keeps_its_comments(self):
        plan = models.Plan.objects.first()
        self.assertEqual([c.body for c in plan.comments.all()], ["Checked with the carrier."])

    def test_the_wiring_names_models_that_exist(self):
        from django.conf import settings

        for label in settings.AUDITED_MODELS:
            self.assertTrue(apps.get_model(label))


class ClaimTests(HubTestCase):
    def test_a_claim_has_a_history(self):
        claim = models.Claim.objects.first()
        claim.status = "approved"
        claim.save()
        self.assertGreaterEqual(claim.history.count(), 1)

    def test_a_medical_claim_is_a_claim(self):
        claim = models.MedicalClaim.objects.first()
        self.assertEqual(models.Claim.objects.get(pk=claim.pk).amount, Decimal("120.50"))


class PageTests(HubTestCase):
    def login(self, name):
        self.client.force_login(User.objects.get(username=name))

    def test_home_counts(self):
        self.assertContains(self.client.get("/"), "covers are active")

    def test_the_catalogue_people_publish(self):
        plan = models.Plan.objects.filter(options__isnull=False).first()
        self.login("catalogue")
        self.assertEqual(
            self.client.post("/plans/%s/publish/" % plan.pk).json()["status"], "published"
        )

    def test_hr_does_not(self):
        plan = models.Plan.objects.first()
        self.login("hr")
        self.assertEqual(self.client.post("/plans/%s/publish/" % plan.pk).status_code, 403)

    def test_the_button_is_for_who_may(self):
        self.login("catalogue")
        self.assertContains(self.client.get("/employers/%s/" % self.employer.pk), "Publish")
        self.login("hr")
        self.assertNotContains(self.client.get("/employers/%s/" % self.employer.pk), "Publish")

    def test_hr_ends_cover(self):
        enrolment = models.Enrolment.objects.filter(status="active").first()
        self.login("hr")
        answer = self.client.post("/enrolments/%s/end/" % enrolment.pk, {"last_day": "2020-01-31"})
        self.assertEqual(answer.status_code, 200)

    def test_the_report_counts_remarks_about_plans(self):
        user = User.objects.get(username="claims")
        user.groups.add(Group.objects.get(name="HR"))
        self.login("claims")
        answer = self.client.get("/report/").content.decode()
        self.assertRegex(answer, r"remarks about plans,\d\d")

    def test_comments_by_name(self):
        plan = models.Plan.objects.first()
        self.login("hr")
        answer = self.client.get("/comments/plan/%s/" % plan.pk).json()
        self.assertEqual(answer["comments"], ["Checked with the carrier."])

    def test_payroll_counts_covers(self):
        User.objects.create_superuser("root")
        self.login("root")
        self.assertGreater(self.client.get("/payroll/2027/1/").json()["covers"], 0)


class FixtureTests(TestCase):
    fixtures = ["holiday_plans.json"]

    def test_it_loads(self):
        self.assertEqual(models.Plan.objects.get().benefit.code, "MED")

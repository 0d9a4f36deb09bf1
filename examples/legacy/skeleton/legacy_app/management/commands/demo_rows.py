# Rows for a laptop: clients, people, cover, claims, comments, and the dirt of ten years.
import datetime
import os
from decimal import Decimal

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from legacy_app import models, services
from payroll.models import PayCode, PayrollLine

SQL = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "sql", "dirty.sql")
BENEFITS = [
    ("MED", "Private medical", "medical", "employer_paid", "60.00"),
    ("DENTAL", "Dental", "dental", "employer_paid", "12.50"),
    ("CYCLE", "Cycle to work", "cycle", "net_deduction", "25.00"),
]
GROUPS = {
    "HR": ["view_enrolment", "approve_enrolment", "view_plan", "open_window", "see_salary"],
    "Catalogue": ["add_plan", "change_plan", "publish_plan", "add_planoption", "view_plan"],
    "Claims": ["view_claim", "decide_claim", "pay_claim", "view_enrolment"],
}


class Command(BaseCommand):
    help = "Fills an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--employers", type=int, default=4)
        parser.add_argument("--employees", type=int, default=25, help="Of each employer.")
        parser.add_argument("--clean", action="store_true", help="Without the dirt.")

    @transaction.atomic
    def handle(self, *args, employers, employees, clean, **options):
        users = self.people_of_ours()
        for number in range(employers):
            self.client(number, employees, users)
        if not clean:
            with connection.cursor() as cursor, open(SQL) as file:
                cursor.execute(file.read())
        self.stdout.write(
            "%d employers, %d enrolments, %d comments"
            % (
                models.Employer.objects.count(),
                models.Enrolment.objects.count(),
                models.Comment.objects.count(),
            )
        )

    def people_of_ours(self):
        users = []
        for name, codes in GROUPS.items():
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.set(
                Permission.objects.filter(content_type__app_label="legacy_app", codename__in=codes)
            )
            user = User.objects.create_user(name.lower(), is_staff=True)
            user.groups.add(group)
            users.append(user)
        users[0].user_permissions.add(
            Permission.objects.get(
                codename="backdate_enrolment", content_type__app_label="legacy_app"
            )
        )
        return users

    def client(self, number, employees, users):
        employer = models.Employer.objects.create(
            code=["ACME", "GLOBEX"][number] if number < 2 else "C%03d" % number,
            name="Client %d" % number,
            settings_json={"new_windows": bool(number % 2)},
        )
        years = [
            models.PlanYear.objects.create(
                employer=employer,
                starts_on=datetime.date(year, 1, 1),
                ends_on=datetime.date(year, 12, 31),
                time_zone=employer.time_zone,
            )
            for year in (2026, 2027)
        ]
        options = []
        for code, name, category, funding, price in BENEFITS:
            benefit = models.Benefit.objects.create(
                employer=employer, code=code, name=name, category=category, funding=funding
            )
            for year in years:
                plan = models.Plan.objects.create(
                    benefit=benefit, plan_year=year, currency="GBP", status="published"
                )
                option = models.PlanOption.objects.create(
                    plan=plan, code="STD", name="Standard", monthly_price=Decimal(price)
                )
                services.create_comment_about(plan, "Checked with the carrier.", users[1])
                LogEntry.objects.create(
                    user=users[1],
                    content_type=ContentType.objects.get_for_model(plan),
                    object_id=str(plan.pk),
                    object_repr=str(plan),
                    action_flag=ADDITION,
                )
                if year.starts_on.year == 2027:
                    options.append(option)
        services.open_window_v2(
            employer, years[1], datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)
        )
        for place in range(employees):
            self.somebody(employer, number, place, options, users)

    def somebody(self, employer, number, place, options, users):
        employee = models.Employee.objects.create(
            employer=employer,
            number="%d-%03d" % (number, place),
            first_name="Ann",
            last_name="Example %d" % place,
            hired_on=datetime.date(2020, 1, 1),
        )
        # What they have for dependants goes into the row itself, since 2018.
        family = [{"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}]
        for option in options[: 1 + place % 3]:
            enrolment = services.enrol(
                employee,
                option,
                datetime.date(2027, 1, 1),
                dependants=family if place % 2 else [],
                user=users[0],
            )
            PayrollLine.objects.create(
                employee=employee,
                enrolment=enrolment,
                month=datetime.date(2027, 1, 1),
                amount=enrolment.monthly_price,
            )
            if place % 5 == 0:
                services.create_comment_about(enrolment, "Asked on the phone.", users[0])
        if place % 4 == 0:
            claim = models.MedicalClaim.objects.create(
                employee=employee,
                amount=Decimal("120.50"),
                happened_on=datetime.date(2027, 2, 3),
                diagnosis="Knee",
            )
            claim.status = "waiting"
            claim.save()
            services.create_comment_about(models.Claim.objects.get(pk=claim.pk), "Photo?", users[2])
        if place == 0:
            code = PayCode.objects.create(code="%s-01" % employer.code, changed_by=users[0])
            code.plans.set(option.plan for option in options)

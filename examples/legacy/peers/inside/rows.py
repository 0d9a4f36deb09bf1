"""
Run in the monolith before anything moves: a few rows of each model that will, and words about them.
"""

import datetime

import django

django.setup()

from django.contrib.admin.models import ADDITION, LogEntry  # noqa: E402
from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from legacy_app import models, services  # noqa: E402

from examples.legacy.peers.moves import MOVED  # noqa: E402

employer = models.Employer.objects.first()
user = User.objects.get(username="claims")
parent = models.Department.objects.create(employer=employer, name="All")
child = models.Department.objects.create(employer=employer, name="Some", parent=parent)
models.Employee.objects.update(department=child)
models.Notification.objects.create(employee=models.Employee.objects.first(), subject="Hello")
carrier = models.Carrier.objects.create(name="Aviva", code="AV")
carrier.name = "Aviva plc"
carrier.save()
tag = models.BenefitTag.objects.create(name="new")
tag.benefits.set(models.Benefit.objects.all()[:3])
promotion = models.Promotion.objects.create(title="Spring")
for plan in models.Plan.objects.all()[:2]:
    models.PromotionSlot.objects.create(promotion=promotion, plan=plan)
models.Contact.objects.create(name="Nobody's")
models.BrokerContact.objects.create(name="Bo", broker_name="Broker Ltd")
models.EmployerContact.objects.create(name="Em", employer=employer)
claim = models.MedicalClaim.objects.first()
for price in (1, 2):
    models.ClaimLine.objects.create(claim=claim.claim_ptr, what="x", quantity=2, unit_price=price)
models.DentalClaim.objects.create(
    employee=claim.employee, happened_on=datetime.date(2027, 1, 1), treatment="crown"
)

group = Group.objects.create(name="Those who may see everything")
user.groups.add(group)
for name in MOVED:
    model = getattr(models, name)
    row = model.objects.first()
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    group.permissions.add(*Permission.objects.filter(content_type=kind))
    services.create_comment_about(row, "About this.", user)
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr="x",
        action_flag=ADDITION,
    )

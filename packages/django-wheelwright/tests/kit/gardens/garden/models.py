"""
Models with every kind of rule that synthetic rows have to obey.
"""

# ruff: noqa: DJ001, DJ008  (nobody looks at these rows, and empty texts must be null somewhere)

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres import fields as pg
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.search import SearchVectorField
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower, Now, Upper


class Kind(models.TextChoices):
    TREE = "tree"
    SHRUB = "shrub"
    HERB = "herb"


class Country(models.Model):
    code = models.CharField(primary_key=True, max_length=2)


class Gardener(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.OneToOneField("auth.User", models.CASCADE)
    country = models.ForeignKey(Country, models.PROTECT)
    email = models.EmailField()
    nickname = models.CharField(max_length=30, unique=True, null=True)
    boss = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_per_email")]


class Plant(models.Model):
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    height = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=5, decimal_places=2)
    rating = models.SmallIntegerField(
        validators=[validators.MinValueValidator(3), validators.MaxValueValidator(5)]
    )
    parent = models.ForeignKey("self", models.CASCADE)
    planted_at = models.DateTimeField()
    felled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    shout = models.GeneratedField(
        expression=Upper("name"), output_field=models.TextField(), db_persist=True
    )
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("shout", name="one_shout"),
            models.CheckConstraint(condition=Q(felled_at__gt=F("planted_at")), name="felled_later"),
            models.CheckConstraint(
                condition=Q(kind="tree", height__gte=300) | Q(kind="herb", height__lt=300),
                name="trees_are_tall",
            ),
        ]


class Oak(Plant):
    acorns = models.IntegerField(default=7)


class Invoice(models.Model):
    number = models.CharField(max_length=12, unique=True)
    currency = models.CharField(max_length=3)
    gross = models.IntegerField()
    net = models.IntegerField()
    tax = models.IntegerField()
    paid_by = models.ForeignKey(Gardener, models.CASCADE, null=True, related_name="+")
    paid_for = models.ForeignKey(Plant, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^IN-[0-9]{6}$"), name="formatted"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="iso"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("tax")), name="adds_up"),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) ^ Q(paid_for__isnull=True), name="one_payer"
            ),
        ]


class Booking(models.Model):
    plant = models.ForeignKey(Plant, models.CASCADE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_booking_at_a_time",
                expressions=[
                    ("plant", "="),
                    (Func("starts_on", "ends_on", function="daterange"), "&&"),
                ],
                condition=Q(cancelled=False),
            )
        ]


class Shift(models.Model):
    gardener = models.ForeignKey(Gardener, models.CASCADE)
    during = pg.DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_shift_at_a_time", expressions=[("gardener", "="), ("during", "&&")]
            )
        ]


class Bed(models.Model):
    plants = models.ManyToManyField(Plant)
    owner = models.ForeignKey(Gardener, models.CASCADE)
    active = models.BooleanField(default=True)
    flags = pg.ArrayField(models.CharField(max_length=4))
    extra = pg.HStoreField()
    notes = models.JSONField()
    address = models.GenericIPAddressField()
    depth = pg.IntegerRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["active"], condition=Q(active=True), name="one_active_bed"
            )
        ]


class Tag(models.Model):
    label = models.CharField(max_length=4)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    class Meta:
        unique_together = [("label", "content_type", "object_id")]


class Visit(models.Model):
    pk = models.CompositePrimaryKey("bed", "day")
    bed = models.ForeignKey(Bed, models.CASCADE)
    day = models.DateField()
    seconds = models.DurationField()


class Empty(models.Model):
    pass


class Grade(models.Model):
    kind = models.CharField(max_length=10, choices=Kind, unique=True)


class Impossible(models.Model):
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=5) & Q(number__lt=5), name="never")
        ]


class Reminder(models.Model):
    gardener = models.ForeignKey(Gardener, models.CASCADE, null=True)
    plant = models.ForeignKey(Plant, models.CASCADE, null=True)
    due_on = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(null=True)

    def save(self, *args: object, **options: object) -> None:
        if self.due_on and self.weekday is not None:
            raise ValidationError("On a day or every week, not both.")
        super().save(*args, **options)

    def clean(self) -> None:
        if (self.gardener is None) == (self.plant is None):
            raise ValidationError("Remind of a gardener or of a plant.")


class Letter(models.Model):
    subject = models.CharField(max_length=40)
    body = models.TextField(blank=True)
    reply_to = models.EmailField(null=True, blank=True)
    language = models.CharField(max_length=2, null=True, choices=[("de", "de"), ("en", "en")])
    labels = pg.ArrayField(models.CharField(max_length=3), default=list)
    headers = models.JSONField(default=dict)
    sent_on = models.DateField()
    read_on = models.DateField(null=True)

"""
Which models are about who has what?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    day,
    fk,
    flag,
    instant,
    json,
    made,
    money,
    opt,
    text,
    until,
    user,
)
from examples.legacy.monolith.values import Field, Model

ENROLMENT = Model(
    name="Enrolment",
    area="cover",
    says="One employee's cover; both days inclusive.",
    uuid=True,
    fixed=True,
    fields=(
        fk("employer", "Employer", "PROTECT", "enrolments"),
        fk("employee", "Employee", "PROTECT", "enrolments"),
        fk("benefit", "Benefit", "PROTECT", "enrolments"),
        fk("plan", "Plan", "PROTECT", "enrolments"),
        fk("option", "PlanOption", "PROTECT", "enrolments"),
        char("label", 200),
        day("starts_on"),
        until("ends_on"),
        choice("status", "ENROLMENT_STATUSES"),
        money("monthly_price", 12, 3, ""),
        char("currency", 3),
        json("dependants", "list"),
        made(),
    ),
    meta=(
        ("db_table", '"enrolments_app_enrolment"'),
        ("ordering", '["employee", "starts_on", "id"]'),
        (
            "permissions",
            '[("approve_enrolment", "May approve"), ("backdate_enrolment", "May backdate")]',
        ),
        (
            "indexes",
            '[models.Index(fields=["employee", "benefit"], name="enrolment_by_employee"), '
            'models.Index(fields=["employer", "starts_on"], name="enrolment_by_employer")]',
        ),
    ),
    body="""
    objects = EnrolmentQuerySet.as_manager()
    comments = GenericRelation("Comment")
    audit = GenericRelation("AuditEntry")

    def clean(self):
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError("The last day is before the first.")
""",
)

CHANGE = Model(
    name="EnrolmentChange",
    area="cover",
    says="What happened to an enrolment.",
    fixed=True,
    fields=(
        Field(
            name="event_id",
            text="models.UUIDField(default=uuid.uuid4, editable=False, unique=True)",
        ),
        fk("enrolment", "Enrolment", "PROTECT", "changes"),
        Field(name="employer_id", text="models.UUIDField()"),
        choice("kind", "CHANGE_KINDS"),
        day("starts_on"),
        day("ends_on", "null=True"),
        Field(name="covered", text="models.BooleanField()"),
        day("previous_ends_on", "null=True"),
        Field(name="previously_covered", text="models.BooleanField()"),
        day("effective_on"),
        instant("recorded_at"),
        char("actor", 200),
        char("reason", 200, "blank=True"),
    ),
    meta=(
        ("db_table", '"enrolments_app_enrolmentchange"'),
        ("indexes", '[models.Index(fields=["employer_id", "id"], name="change_by_employer")]'),
    ),
)

COVER = (
    Model(
        name="Basket",
        area="cover",
        says="What somebody is about to choose.",
        fields=(
            fk("employee", "Employee", "CASCADE", "baskets"),
            fk("window", "EnrolmentWindow", "CASCADE", "baskets"),
            flag("submitted"),
            made(),
        ),
    ),
    Model(
        name="BasketItem",
        area="cover",
        says="One choice in a basket.",
        fields=(
            fk("basket", "Basket", "CASCADE", "items"),
            fk("option", "PlanOption", "CASCADE", "basket_items"),
            json("dependants", "list"),
        ),
        meta=(("unique_together", '[("basket", "option")]'),),
    ),
    Model(
        name="Waiver",
        area="cover",
        says="Somebody does not want it.",
        fields=(
            fk("employee", "Employee", "CASCADE", "waivers"),
            fk("benefit", "Benefit", "CASCADE", "waivers"),
            fk("plan_year", "PlanYear", "CASCADE", "waivers"),
            opt("reason", 120),
            made(),
        ),
    ),
    Model(
        name="LifeEvent",
        area="cover",
        says="A birth, a wedding: a reason to choose again.",
        history=True,
        fields=(
            fk("employee", "Employee", "CASCADE", "life_events"),
            fk("window", "EnrolmentWindow", "SET_NULL", "life_events", "null=True, blank=True"),
            choice("kind", "LIFE_EVENTS"),
            day("happened_on"),
            choice("status", "DECISIONS", "waiting"),
            user("decided_by"),
            text("evidence"),
        ),
    ),
    Model(
        name="Beneficiary",
        area="cover",
        says="Who gets the money of a life cover.",
        fields=(
            fk("enrolment", "Enrolment", "CASCADE", "beneficiaries"),
            char("name", 120),
            money("share", 5),
        ),
    ),
)

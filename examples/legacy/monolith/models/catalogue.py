"""
Which models are about what is on offer?

The tables of the first five are called benefits_app_…: they were born in an app of that name in
2016, which was folded into legacy_app two years later. That is why a wheel can adopt them.
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    day,
    fk,
    flag,
    instant,
    json,
    many,
    money,
    opt,
    text,
    until,
    user,
    whole,
)
from examples.legacy.monolith.values import Model

BENEFIT = Model(
    name="Benefit",
    area="catalogue",
    says="Something an employer offers, and how it is paid for.",
    uuid=True,
    fixed=True,
    fields=(
        fk("employer", "Employer", "PROTECT", "benefits"),
        char("code", 40),
        char("name", 200),
        choice("category", "CATEGORIES", length=30),
        choice("funding", "FUNDINGS", length=30),
        flag("retired"),
    ),
    meta=(
        ("db_table", '"benefits_app_benefit"'),
        ("ordering", '["employer", "code"]'),
        (
            "constraints",
            '[models.UniqueConstraint(fields=["employer", "code"], name="one_benefit_per_code_and_employer")]',
        ),
    ),
    body="""
    objects = BenefitManager.from_queryset(BenefitQuerySet)()
    comments = GenericRelation("Comment")

    def is_insurance(self):
        return self.category in INSURED_CATEGORIES
""",
)

PLAN_YEAR = Model(
    name="PlanYear",
    area="catalogue",
    says="A year of an employer's benefits; no two overlap.",
    uuid=True,
    fixed=True,
    fields=(
        fk("employer", "Employer", "PROTECT", "plan_years"),
        day("starts_on"),
        day("ends_on"),
        char("time_zone", 60),
    ),
    meta=(
        ("db_table", '"benefits_app_planyear"'),
        ("ordering", '["employer", "starts_on"]'),
        (
            "constraints",
            '[models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), '
            'name="plan_year_ends_after_it_starts"), '
            'ExclusionConstraint(expressions=[("employer", "="), (models.Func("starts_on", "ends_on", '
            'models.Value("[]"), function="daterange", output_field=DateRangeField()), "&&")], '
            'name="no_two_plan_years_of_an_employer_overlap")]',
        ),
    ),
)

PLAN = Model(
    name="Plan",
    area="catalogue",
    says="A benefit in one plan year.",
    uuid=True,
    fixed=True,
    fields=(
        fk("benefit", "Benefit", "PROTECT", "plans"),
        fk("plan_year", "PlanYear", "PROTECT", "plans"),
        opt("carrier_code", 60),
        char("currency", 3),
        choice("status", "PLAN_STATUSES", "draft"),
    ),
    meta=(
        ("db_table", '"benefits_app_plan"'),
        ("permissions", '[("publish_plan", "May publish a plan")]'),
        (
            "constraints",
            '[models.UniqueConstraint(fields=["benefit", "plan_year"], name="one_plan_per_benefit_and_year")]',
        ),
    ),
    body="""
    comments = GenericRelation("Comment")
    attachments = GenericRelation("Attachment")

    def publish(self):
        from legacy_app import services

        return services.publish_plan(self)
""",
)

PLAN_OPTION = Model(
    name="PlanOption",
    area="catalogue",
    says="What can be chosen in a plan, with its price.",
    uuid=True,
    fixed=True,
    fields=(
        fk("plan", "Plan", "PROTECT", "options"),
        char("code", 40),
        char("name", 200),
        money("monthly_price", 12, 3, ""),
    ),
    meta=(
        ("db_table", '"benefits_app_planoption"'),
        (
            "constraints",
            '[models.UniqueConstraint(fields=["plan", "code"], name="one_option_per_code_and_plan"), '
            'models.CheckConstraint(condition=models.Q(monthly_price__gte=0), name="option_price_not_negative")]',
        ),
    ),
)

WINDOW = Model(
    name="EnrolmentWindow",
    area="catalogue",
    says="When people may choose. There are five ways to open one; see services.py.",
    uuid=True,
    fixed=True,
    fields=(
        fk("employer", "Employer", "PROTECT", "windows"),
        fk("plan_year", "PlanYear", "PROTECT", "windows"),
        char("kind", 20, 'default="annual"'),
        instant("opens_at"),
        instant("closes_at"),
    ),
    meta=(
        ("db_table", '"benefits_app_enrolmentwindow"'),
        ("ordering", '["opens_at"]'),
        ("permissions", '[("open_window", "May open a window")]'),
        (
            "constraints",
            '[models.CheckConstraint(condition=models.Q(closes_at__gte=models.F("opens_at")), '
            'name="window_closes_after_it_opens")]',
        ),
    ),
)

CATALOGUE = (
    Model(
        name="Carrier",
        area="catalogue",
        says="An insurer.",
        history=True,
        fields=(
            char("name", 120),
            char("code", 60, "unique=True"),
            opt("feed_url", 200),
            flag("active", True),
            json("feed_settings"),
        ),
    ),
    Model(
        name="RateTable",
        area="catalogue",
        says="Prices by age.",
        history=True,
        fields=(
            fk("option", "PlanOption", "PROTECT", "rate_tables"),
            fk("carrier", "Carrier", "PROTECT", "rate_tables", "null=True, blank=True"),
            day("starts_on"),
            until("ends_on"),
            user("approved_by"),
        ),
        meta=(("permissions", '[("approve_rates", "May approve rates")]'),),
    ),
    Model(
        name="RateBand",
        area="catalogue",
        says="One line of a rate table.",
        fields=(
            fk("table", "RateTable", "CASCADE", "bands"),
            whole("age_from"),
            whole("age_to"),
            money("price", 12, 3),
            flag("smoker"),
        ),
        meta=(
            ("order_with_respect_to", '"table"'),
            (
                "constraints",
                '[models.CheckConstraint(condition=models.Q(age_to__gte=models.F("age_from")), name="band_ages_in_order")]',
            ),
        ),
    ),
    Model(
        name="EligibilityRule",
        area="catalogue",
        says="Who may choose a benefit.",
        fields=(
            fk("benefit", "Benefit", "CASCADE", "rules"),
            many("groups", "EmployeeGroup", "rules"),
            whole("waiting_days"),
            json("conditions"),
            text("explanation"),
        ),
    ),
)

"""
Which models are about employers and the people they employ?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    day,
    fk,
    flag,
    json,
    made,
    many,
    money,
    one,
    opt,
    text,
    until,
    user,
    whole,
)
from examples.legacy.monolith.values import Model

EMPLOYER = Model(
    name="Employer",
    area="people",
    says="A client of ours.",
    uuid=True,
    fields=(
        char("name", 200),
        char("code", 30, "unique=True"),
        opt("legal_name", 200),
        choice("time_zone", "TIME_ZONES", "Europe/London", 60),
        char("currency", 3, "default=default_currency"),
        flag("active", True),
        json("settings_json"),
        text("notes"),
        made(),
    ),
    meta=(("ordering", '["name"]'),),
    body="""
    objects = EmployerManager()

    @property
    def uses_new_windows(self):
        # Since 2019. See services.open_window_v2.
        return bool(self.settings_json.get("new_windows"))
""",
)

DEPARTMENT = Model(
    name="Department",
    area="people",
    says="Where somebody works; the tree is the client's own.",
    fields=(
        fk("employer", "Employer", "CASCADE", "departments"),
        fk("parent", "self", "SET_NULL", "children", "null=True, blank=True"),
        char("name", 120),
        opt("cost_code", 30),
        whole("position"),
    ),
    meta=(("unique_together", '[("employer", "name")]'),),
)

EMPLOYEE = Model(
    name="Employee",
    area="people",
    says="Somebody whom a client employs.",
    history=True,
    fields=(
        fk("employer", "Employer", "PROTECT", "employees"),
        fk("department", "Department", "SET_NULL", "employees", "null=True, blank=True"),
        char("number", 40),
        char("first_name", 80),
        char("last_name", 80),
        char("email", 254, 'blank=True, default=""'),
        until("born_on"),
        day("hired_on"),
        until("left_on"),
        money("salary"),
        flag("part_time"),
        text("notes"),
        made(),
    ),
    meta=(
        ("ordering", '["last_name", "first_name"]'),
        ("permissions", '[("see_salary", "May see what somebody earns")]'),
        ("indexes", '[models.Index(fields=["employer", "number"], name="employee_by_number")]'),
    ),
    body="""
    objects = EmployeeQuerySet.as_manager()

    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def was_employed_on(self, day):
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)
""",
)

PEOPLE = (
    Model(
        name="Dependant",
        area="people",
        says="A partner or a child who may be covered too.",
        history=True,
        fields=(
            fk("employee", "Employee", "CASCADE", "family"),
            char("name", 120),
            choice("relationship", "RELATIONSHIPS"),
            until("born_on"),
            flag("disabled"),
        ),
    ),
    Model(
        name="Contact",
        area="people",
        says="Anybody we write to.",
        fields=(char("name", 120), opt("email", 254), opt("phone", 40), flag("wants_news", True)),
    ),
    Model(
        name="BrokerContact",
        area="people",
        says="A contact who works for a broker.",
        bases=("Contact",),
        fields=(opt("broker_name", 120), money("commission", 5)),
    ),
    Model(
        name="EmployerContact",
        area="people",
        says="A contact who works for a client.",
        bases=("Contact",),
        fields=(fk("employer", "Employer", "CASCADE", "contacts"), flag("primary")),
    ),
    Model(
        name="EmploymentPeriod",
        area="people",
        says="From when to when; people come back.",
        fields=(
            fk("employee", "Employee", "CASCADE", "periods"),
            day("starts_on"),
            until("ends_on"),
            opt("reason", 60),
        ),
        meta=(("ordering", '["starts_on"]'), ("get_latest_by", '"starts_on"')),
    ),
    Model(
        name="BankAccount",
        area="people",
        says="Where claims are paid to.",
        fields=(
            one("employee", "Employee", "bank_account"),
            char("holder", 120),
            char("iban", 34),
            made(),
        ),
    ),
    Model(
        name="EmployeeGroup",
        area="people",
        says="People a rule is written for.",
        fields=(
            fk("employer", "Employer", "CASCADE", "groups"),
            char("name", 100),
            many("members", "Employee", "benefit_groups"),
            user("owner"),
        ),
    ),
)

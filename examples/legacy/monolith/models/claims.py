"""
Which models are about money that somebody asks back?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    day,
    file,
    fk,
    flag,
    instant,
    json,
    made,
    many,
    money,
    opt,
    relation,
    text,
    until,
    user,
    whole,
)
from examples.legacy.monolith.values import Field, Model

CLAIM = Model(
    name="Claim",
    area="claims",
    says="Money somebody asks back.",
    history=True,
    fields=(
        fk("employee", "Employee", "PROTECT", "claims"),
        fk("enrolment", "Enrolment", "PROTECT", "claims", "null=True, blank=True"),
        char("reference", 30, "unique=True, default=new_reference"),
        choice("status", "CLAIM_STATUSES", "new"),
        money("amount"),
        day("happened_on"),
        instant("decided_at", "null=True, blank=True"),
        text("story"),
        user("handler"),
        made(),
    ),
    meta=(
        (
            "permissions",
            '[("decide_claim", "May decide a claim"), ("pay_claim", "May pay a claim")]',
        ),
        ("indexes", '[models.Index(fields=["status", "happened_on"], name="claim_by_status")]'),
    ),
    body="""
    objects = ClaimQuerySet.as_manager()
    comments = GenericRelation("Comment")
    attachments = GenericRelation("Attachment")
    audit = GenericRelation("AuditEntry")

    @property
    def is_open(self):
        return self.status in OPEN_CLAIM_STATUSES
""",
)

MEDICAL_CLAIM = Model(
    name="MedicalClaim",
    area="claims",
    says="A claim with a diagnosis.",
    bases=("Claim",),
    fields=(opt("diagnosis", 200), opt("hospital", 120), whole("nights"), flag("emergency")),
)

CLAIMS = (
    Model(
        name="DentalClaim",
        area="claims",
        says="A claim about teeth.",
        bases=("Claim",),
        fields=(opt("treatment", 120), json("teeth", "list")),
    ),
    Model(
        name="ClaimLine",
        area="claims",
        says="One line of a bill.",
        fields=(
            fk("claim", "Claim", "CASCADE", "lines"),
            char("what", 200),
            whole("quantity", "default=1"),
            money("unit_price"),
            Field(
                name="total",
                text='models.GeneratedField(expression=models.F("quantity") * models.F("unit_price"), '
                "output_field=models.DecimalField(max_digits=14, decimal_places=2), db_persist=True)",
            ),
        ),
        meta=(("order_with_respect_to", '"claim"'),),
    ),
    Model(
        name="ClaimReason",
        area="claims",
        says="Why a claim was refused.",
        fields=(
            char("code", 20, "unique=True"),
            char("label", 200),
            many("claims", "Claim", "reasons"),
        ),
    ),
    Model(
        name="ClaimDecision",
        area="claims",
        says="Who decided, and what.",
        fields=(
            fk("claim", "Claim", "CASCADE", "decisions"),
            user("decided_by"),
            choice("verdict", "VERDICTS"),
            money("allowed"),
            text("words"),
            made(),
        ),
    ),
    Model(
        name="Reimbursement",
        area="claims",
        says="Money sent for a claim.",
        fields=(
            fk("claim", "Claim", "PROTECT", "reimbursements"),
            fk("account", "BankAccount", "PROTECT", "reimbursements"),
            money("amount"),
            until("sent_on"),
            opt("bank_reference", 60),
        ),
    ),
    Model(
        name="OpenClaim",
        area="claims",
        says="The queue of the claims team.",
        bases=("Claim",),
        proxy=True,
        fields=(),
        body="""
    objects = OpenClaimManager()
""",
    ),
    Model(
        name="ClaimLetter",
        area="claims",
        says="What we wrote.",
        fields=(
            fk("claim", "Claim", "CASCADE", "letters"),
            file("pdf", "document_path"),
            instant("sent_at", "null=True, blank=True"),
            relation("comments", "Comment"),
        ),
    ),
)

"""
Which models are about money?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    day,
    file,
    fk,
    flag,
    made,
    money,
    opt,
    text,
    until,
    user,
)
from examples.legacy.monolith.values import Model

MONEY = (
    Model(
        name="Contribution",
        area="money",
        says="What an employer pays.",
        fields=(
            fk("enrolment", "Enrolment", "CASCADE", "contributions"),
            money("amount", 12, 3),
            day("month"),
            opt("source", 30),
        ),
    ),
    Model(
        name="DeductionRun",
        area="money",
        says="A month of deductions.",
        fields=(
            fk("employer", "Employer", "PROTECT", "deduction_runs"),
            day("month"),
            user("started_by"),
            choice("status", "RUN_STATUSES", "new"),
            made(),
        ),
    ),
    Model(
        name="Deduction",
        area="money",
        says="What is taken from somebody's pay.",
        fields=(
            fk("run", "DeductionRun", "CASCADE", "deductions"),
            fk("enrolment", "Enrolment", "PROTECT", "deductions"),
            money("amount", 12, 3),
            flag("reversed"),
        ),
        meta=(
            (
                "constraints",
                '[models.UniqueConstraint(fields=["run", "enrolment"], condition=models.Q(reversed=False), name="one_deduction_a_run")]',
            ),
        ),
    ),
    Model(
        name="Invoice",
        area="money",
        says="What a client owes.",
        history=True,
        fields=(
            fk("employer", "Employer", "PROTECT", "invoices"),
            char("number", 30, "unique=True"),
            choice("status", "INVOICE_STATUSES", "draft"),
            money("total"),
            until("due_on"),
            text("remarks"),
            made(),
        ),
        meta=(("permissions", '[("send_invoice", "May send an invoice")]'),),
    ),
    Model(
        name="InvoiceLine",
        area="money",
        says="One line of an invoice.",
        fields=(
            fk("invoice", "Invoice", "CASCADE", "lines"),
            fk("plan", "Plan", "PROTECT", "invoice_lines", "null=True, blank=True"),
            char("what", 200),
            money("amount"),
        ),
        meta=(("order_with_respect_to", '"invoice"'),),
    ),
    Model(
        name="Payment",
        area="money",
        says="What came in.",
        fields=(
            fk("invoice", "Invoice", "PROTECT", "payments"),
            money("amount"),
            day("received_on"),
            opt("bank_text", 140),
        ),
    ),
    Model(
        name="Refund",
        area="money",
        says="What went back.",
        fields=(
            fk("payment", "Payment", "PROTECT", "refunds"),
            money("amount"),
            opt("reason", 120),
        ),
    ),
    Model(
        name="CostCentre",
        area="money",
        says="Where a client books it.",
        fields=(
            fk("employer", "Employer", "CASCADE", "cost_centres"),
            char("code", 30),
            opt("name", 120),
        ),
    ),
    Model(
        name="ExchangeRate",
        area="money",
        says="What a currency was worth.",
        fields=(char("currency", 3), day("on"), money("rate", 18, 8)),
        meta=(("unique_together", '[("currency", "on")]'),),
    ),
    Model(
        name="PayrollFile",
        area="money",
        says="What payroll was sent.",
        fields=(
            fk("employer", "Employer", "PROTECT", "payroll_files"),
            file("file", "document_path"),
            day("month"),
            made(),
        ),
    ),
)

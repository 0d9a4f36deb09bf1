"""
Which choices does models.py name, and which functions do its fields call?
"""

CHOICES: dict[str, tuple[str, ...]] = {
    "TIME_ZONES": ("Europe/London", "Europe/Dublin", "Europe/Berlin", "Asia/Tokyo"),
    "LANGUAGES": ("en", "de", "fr", "ja"),
    "RELATIONSHIPS": ("spouse", "partner", "child", "household"),
    "CATEGORIES": (
        "medical",
        "dental",
        "vision",
        "life",
        "income_protection",
        "pension",
        "cycle",
        "electric_vehicle",
        "wellbeing",
    ),
    "FUNDINGS": ("employer_paid", "salary_sacrifice", "net_deduction", "allowance"),
    "PLAN_STATUSES": ("draft", "published", "closed_to_new", "retired"),
    "ENROLMENT_STATUSES": ("active", "cancelled", "ended", "waived"),
    "CHANGE_KINDS": ("initial", "terminate", "cancel"),
    "CLAIM_STATUSES": ("new", "waiting", "approved", "refused", "paid"),
    "VERDICTS": ("approved", "refused", "partly"),
    "LIFE_EVENTS": ("birth", "marriage", "divorce", "death", "moved"),
    "DECISIONS": ("waiting", "approved", "refused"),
    "RUN_STATUSES": ("new", "running", "done", "failed"),
    "INVOICE_STATUSES": ("draft", "sent", "paid", "cancelled"),
    "REPORTS": ("enrolments", "claims", "deductions", "invoices"),
}

# Functions of models.py that migrations name: they have to stay importable for ever.
FUNCTIONS = ("default_currency", "new_reference", "document_path")


def literal(constant: str) -> str:
    """
    The choices as a migration writes them.
    """
    return repr([(value, value) for value in CHOICES[constant]])

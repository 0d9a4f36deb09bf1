"""
Are the installed wheels able to do what the living world asks? Older ones get the small one.
"""

from benefits_app import api as benefits
from billing_app import api as billing
from enrolments_app import api as enrolments

_ASKED = {
    benefits: ("publish_rates", "define_tiers", "define_contributions", "renew_plan_year"),
    enrolments: ("import_roster", "add_dependant", "report_life_event", "list_evidence_requests"),
    billing: ("bill_employer", "record_bank_receipt", "issue_credit_note", "list_attempts"),
}

ABLE = all(hasattr(api, name) for api, names in _ASKED.items() for name in names)

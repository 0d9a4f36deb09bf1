"""
Which domains leave, in which order, and which of them have a wheel waiting?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Subdomain:
    """
    Models that leave together for one app. `wheel` is the first archived release that has them.
    """

    target: str
    models: tuple[str, ...]
    wheel: str = ""


SUBDOMAINS = (
    Subdomain(
        target="benefits_app",
        models=("Benefit", "PlanYear", "Plan", "PlanOption", "EnrolmentWindow"),
        wheel="benefits-app==1.8.0",
    ),
    Subdomain(
        target="enrolments_app",
        models=("Enrolment", "EnrolmentChange"),
        wheel="enrolments-app==1.5.0",
    ),
    # History tables, an inherited model, a proxy, M2M: nobody has written this wheel yet.
    # The function that says where a ClaimLetter's file lies is the monolith's too: the package gets a copy.
    Subdomain(
        target="claims_app",
        models=(
            "Claim",
            "MedicalClaim",
            "DentalClaim",
            "ClaimLine",
            "ClaimReason",
            "ClaimDecision",
            "Reimbursement",
            "OpenClaim",
            "ClaimLetter",
        ),
    ),
)


def present(models: frozenset[str]) -> tuple[Subdomain, ...]:
    """
    The same for a monolith that has these models only.
    """
    return tuple(
        dataclasses.replace(each, models=tuple(name for name in each.models if name in models))
        for each in SUBDOMAINS
    )

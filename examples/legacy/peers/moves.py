"""
Which ten moves are made, and what is there to lose in each?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    Models that go from legacy_app to an app called moved.
    """

    says: str
    models: tuple[str, ...]


MOVES = (
    Move(says="a plain table", models=("Notification",)),
    Move(says="keys to itself, keys from others", models=("Department",)),
    Move(says="a history table", models=("Carrier",)),
    Move(says="M2M, its table made by Django", models=("BenefitTag",)),
    Move(says="M2M through a model", models=("Promotion", "PromotionSlot")),
    Move(says="inherited tables", models=("Contact", "BrokerContact", "EmployerContact")),
    Move(says="its order, a generated column", models=("ClaimLine",)),
    Move(says="generic relations, permissions, M2M from another app", models=("Plan",)),
    Move(
        says="history, inheritance, a proxy, generic relations, permissions",
        models=("Claim", "MedicalClaim", "DentalClaim", "OpenClaim"),
    ),
    Move(says="UUID keys, a manager in migrations, everybody's key", models=("Employer",)),
)
MOVED = tuple(name for move in MOVES for name in move.models)

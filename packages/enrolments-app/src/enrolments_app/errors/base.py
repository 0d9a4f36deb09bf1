"""
What do all refusals of this domain have in common?
"""

from collections.abc import Mapping

from domain_kit.errors import DomainError


class EnrolmentsError(DomainError):
    """
    Base of every refusal of this domain.
    """

    code = "enrolments-refused"

    faults: tuple[Mapping[str, str], ...] = ()
    """
    Where in the request it is refused: the `errors` of a problem answer (RFC 9457), each with `at`
    and `problem`. Empty if the refusal is about the whole request.
    """

"""
What have insurers said of the members of a cover, and of what came before and after it?
"""

from uuid import UUID

from enrolments_app.data.evidence import EvidenceRequest as RequestValue
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence import evidence_value
from enrolments_app.rules.chains import chain_of


def covers_in_chain(row: Enrolment) -> frozenset[UUID]:
    """
    A cover, its predecessors and its successors by the same option.
    """
    links = Enrolment.objects.filter(
        employee_id=row.employee_id, benefit_id=row.benefit_id, option_id=row.option_id
    ).values_list("id", "predecessor_id")
    return chain_of(row.id, links)


def evidence_of(row: Enrolment) -> tuple[RequestValue, ...]:
    """
    Every request for the members of a cover, decided or not.
    """
    requests = EvidenceRequest.objects.filter(enrolment_id__in=covers_in_chain(row))
    return tuple(evidence_value(request) for request in requests)

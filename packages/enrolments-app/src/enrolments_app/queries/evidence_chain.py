"""
What have insurers said of the members of a cover, and of what came before and after it?
"""

from uuid import UUID

from enrolments_app.data import Source
from enrolments_app.data.evidence import EvidenceRequest as RequestValue
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence import evidence_value
from enrolments_app.rules.chains import Link, chain_of, evidence_links


def covers_in_chain(row: Enrolment) -> frozenset[UUID]:
    """
    A cover, its predecessors and its successors, as far as evidence for one holds for the others.
    """
    covers = Enrolment.objects.filter(employee_id=row.employee_id, benefit_id=row.benefit_id)
    links = [
        link_of(cover) for cover in covers.only("predecessor_id", "option_id", "source").order_by()
    ]
    return chain_of(row.id, evidence_links(links))


def link_of(cover: Enrolment) -> Link:
    """
    A cover as a link of a chain.
    """
    return Link(
        cover=cover.id,
        predecessor=cover.predecessor_id,
        option=cover.option_id,
        carried_over=cover.source == Source.CARRY_OVER,
    )


def evidence_of(row: Enrolment) -> tuple[RequestValue, ...]:
    """
    Every request for the members of a cover, decided or not.
    """
    requests = EvidenceRequest.objects.filter(enrolment_id__in=covers_in_chain(row))
    return tuple(evidence_value(request) for request in requests)

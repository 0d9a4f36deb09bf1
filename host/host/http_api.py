"""
How do the domains' routers become one API, and who may call it?
"""

from benefits_app.http import router as benefits
from billing_app.http import router as billing
from enrolments_app.http import router as enrolments
from host.directory.tokens.router import router as tokens
from host.edge.audience import for_whom
from host.edge.callers import BySession, ByToken, NotByToken
from host.edge.documents import DocumentedAPI
from host.edge.problems import add_handlers
from host.edge.routers import guarded
from host.edge.storable import CarefulParser
from host.edge.unavailable import add_unavailable

api = DocumentedAPI(
    title="Benefits platform",
    version="1",
    description="Benefits, enrolments and billing. Commands take an Idempotency-Key header.",
    auth=[ByToken(), BySession()],
    parser=CarefulParser(),
    urls_namespace="api-v1",
    docs_decorator=for_whom("API_DOCS_FOR"),
)
add_handlers(api)
add_unavailable(api)
api.add_router("/benefits", guarded(benefits))
api.add_router("/enrolments", guarded(enrolments))
api.add_router("/billing", guarded(billing))
api.add_router("/tokens", tokens, auth=[NotByToken(), BySession()])

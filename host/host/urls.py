"""
Where is everything?
"""

from django.contrib import admin
from django.urls import include, path

from host import health
from host.edge.by_domain import by_domain
from host.http_api import api
from host.inventory.views import releases

handler400 = "host.edge.broken.bad_request"
urlpatterns = [
    path("api/v1/", by_domain(api.urls)),  # first: it is asked most
    path("", include("host.portal.urls")),
    path("", include("host.accounts.urls")),
    path("admin/releases/", admin.site.admin_view(releases), name="releases"),
    path("admin/", admin.site.urls),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("status", health.status, name="status"),
]

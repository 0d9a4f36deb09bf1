"""
Which page is where?
"""

from django.urls import include, path
from django.views.i18n import set_language

from host.portal import home

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", set_language, name="set-language"),
    path("my-benefits/", include("host.portal.employee.urls")),
    path("people/", include("host.portal.hr.urls")),
    path("finance/", include("host.portal.finance.urls")),
    path("operator/", include("host.portal.operator.urls")),
]

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("payroll/", include("payroll.urls")),
    path("", include("legacy_app.urls")),
]

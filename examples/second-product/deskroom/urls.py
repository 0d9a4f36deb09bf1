"""
Where is everything?
"""

from django.contrib.auth.views import LoginView
from django.urls import path

from deskroom import views

urlpatterns = [
    path("", views.companies, name="companies"),
    path("log-in/", LoginView.as_view(template_name="deskroom/log_in.html"), name="log-in"),
    path("<uuid:company_id>/", views.company, name="company"),
    path("<uuid:company_id>/bill/", views.bill, name="bill"),
    path("<uuid:company_id>/invoices/<uuid:invoice_id>/collect/", views.collect, name="collect"),
]

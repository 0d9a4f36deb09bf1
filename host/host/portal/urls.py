"""
Which page is where?
"""

from django.urls import path

from host.portal.views import account, employee, finance, home, hr

urlpatterns = [
    path("", home.home, name="home"),
    path("my-benefits/", employee.my_benefits, name="my-benefits"),
    path("my-benefits/enrol/", employee.enrol, name="enrol"),
    path("my-benefits/<uuid:enrolment_id>/end/", employee.end, name="end-enrolment"),
    path("people/", hr.people, name="people"),
    path("people/<uuid:enrolment_id>/end/", hr.end, name="end-cover"),
    path("finance/", finance.invoices, name="finance"),
    path("finance/run/", finance.run, name="run-billing"),
    path("finance/statement/", finance.statement, name="statement"),
    path("finance/account/", account.open_one, name="open-account"),
    path("finance/release/", account.release, name="release-account"),
    path("finance/alerts/<uuid:alert_id>/", account.resolve, name="resolve-alert"),
    path("finance/<uuid:invoice_id>/", finance.invoice, name="invoice"),
    path("finance/<uuid:invoice_id>/csv/", finance.table, name="invoice-csv"),
    path("finance/<uuid:invoice_id>/send/", finance.send, name="send-invoice"),
    path("finance/<uuid:invoice_id>/payments/", finance.pay, name="record-payment"),
]

"""
Which page of finance is where?
"""

from django.urls import path

from host.portal.finance import account, invoices

urlpatterns = [
    path("", invoices.invoices, name="finance"),
    path("run/", invoices.run, name="run-billing"),
    path("statement/", invoices.statement, name="statement"),
    path("account/", account.open_one, name="open-account"),
    path("release/", account.release, name="release-account"),
    path("alerts/<uuid:alert_id>/", account.resolve, name="resolve-alert"),
    path("<uuid:invoice_id>/", invoices.invoice, name="invoice"),
    path("<uuid:invoice_id>/csv/", invoices.table, name="invoice-csv"),
    path("<uuid:invoice_id>/send/", invoices.send, name="send-invoice"),
    path("<uuid:invoice_id>/payments/", invoices.pay, name="record-payment"),
]

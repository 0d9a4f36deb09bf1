"""
Can finance close a month, and mend a failed card, with the keyboard alone, on both screens?
"""

import datetime as dt
import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from host.directory.models import Employer, Membership
from tests.browser.reader import SCREENS
from tests.conftest import ACME
from tests.portal.billed import invoiced
from tests.portal.gateways import Declines

SYSTEM = Actor.system("tests")
PASSWORD = "a long pass phrase"
pytestmark = pytest.mark.usefixtures("window", "fay")


@pytest.fixture
def fay(window):
    user = get_user_model().objects.create_user("fay", password=PASSWORD)
    Membership.objects.create(
        user=user, role=Role.FINANCE.value, employer=Employer.objects.get(pk=ACME)
    )


def button(reader, name):
    return reader.page.locator("main").get_by_role("button", name=name)


def link(reader, name):
    return reader.page.get_by_role("link", name=name, exact=True)


def open_invoices():
    return billing.list_invoices(
        actor=SYSTEM, employer_id=UUID(ACME), limit=50, status=billing.InvoiceStatus.OPEN
    )


@pytest.mark.parametrize("screen", list(SCREENS))
def test_a_month_is_looked_at_run_sent_paid_by_the_banks_file_and_credited(read, screen, tmp_path):
    with read(screen) as reader:
        reader.log_in("fay", PASSWORD)
        reader.press(link(reader, "Month end"))
        reader.reach(reader.page.locator("#month"))
        reader.page.locator("#month").fill("2027-02")
        reader.press(button(reader, "Look"))
        (asked,) = re.findall(r"To be asked for\s+(£[0-9,.]+)", reader.text())

        reader.press(button(reader, "Bill February 2027"))
        assert f"Drafted an invoice of {asked}." in reader.text()
        reader.press(button(reader, "Number and send"))
        assert "is sent;" in reader.text()

        (sent,) = [each for each in open_invoices() if each.issued_on > dt.date(2026, 7, 1)]
        file = tmp_path / "bank.csv"
        file.write_text(f"date,amount,reference\n2027-03-02,{sent.due.amount},Acme {sent.number}\n")
        reader.press(link(reader, "Payments"))
        reader.press(link(reader, "Upload the bank's file"))
        reader.reach(reader.page.locator("input[type=file]"))
        reader.page.locator("input[type=file]").set_input_files(file)
        reader.press(button(reader, "Look at the file"))
        assert "number in the reference" in reader.text()
        reader.press(button(reader, "Record 1 transfer"))
        assert "1 transfer recorded." in reader.text()

        reader.press(link(reader, "Invoices"))
        reader.press(link(reader, str(sent.number)))
        assert "Paid" in reader.text()
        reader.press(link(reader, "Credit lines"))
        reader.type(reader.page.locator("input.amount").first, "1.50")
        reader.type(reader.page.get_by_label("Reason"), "Charged too much")
        reader.press(button(reader, "Issue the credit note"))

        assert "gives back £1.50." in reader.text()
        assert reader.barriers() == []
        assert reader.faults == []


@pytest.mark.parametrize("screen", list(SCREENS))
def test_a_failed_card_is_mended(read, settings, screen):
    settings.BILLING_PAYMENT_GATEWAY = "tests.portal.gateways.Declines"
    Declines.left = 1
    invoice = invoiced("30")
    with read(screen) as reader:
        reader.log_in("fay", PASSWORD)
        reader.press(link(reader, "Collection"))
        row = reader.page.get_by_role("row").filter(has_text=str(invoice.number))
        reader.press(row.get_by_role("button", name="Collect"))
        assert "The card was declined" in reader.text()

        row = reader.page.get_by_role("row").filter(has_text=str(invoice.number)).first
        reader.press(row.get_by_role("button", name="Collect"))

        assert "£30.00 collected." in reader.text()
        assert reader.barriers() == []
        assert reader.faults == []
    now = billing.get_invoice(actor=SYSTEM, invoice_id=invoice.id)
    assert now.status is billing.InvoiceStatus.PAID

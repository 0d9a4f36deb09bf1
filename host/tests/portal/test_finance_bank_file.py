"""
Is every row of a bank's file read, or left out with a sentence, and matched to what it pays?
"""

import dataclasses
import datetime as dt
import uuid

import pytest

from domain_kit.money import Money
from host.portal.finance import bank_file
from host.portal.finance.bank_file import UnreadableFile, read
from host.portal.finance.matching import suggest

HEADER = "date,amount,reference\n"


def transfers(text, header=HEADER):
    return read((header + text).encode(), currency="GBP").transfers


def whys(text):
    return [each.why for each in read((HEADER + text).encode(), currency="GBP").faulty]


class TestRows:
    def test_are_read_with_their_lines(self):
        (one,) = transfers("2027-03-02,1250.00,NM-2027-000042\n")

        assert (one.line, one.day, one.amount) == (
            2,
            dt.date(2027, 3, 2),
            Money.of("1250.00", "GBP"),
        )

    @pytest.mark.parametrize("day", ["02/03/2027", "02.03.2027", "2 Mar 2027", "2 March 2027"])
    def test_say_their_day_as_banks_do(self, day):
        assert transfers(f"{day},1,x\n")[0].day == dt.date(2027, 3, 2)

    @pytest.mark.parametrize("amount", ['"1,250.50"', "1250.5", "£1250.50", "1250.50 GBP"])
    def test_say_their_amount_as_banks_do(self, amount):
        assert transfers(f"2027-03-02,{amount},x\n")[0].amount == Money.of("1250.50", "GBP")

    def test_of_other_columns_and_separators_are_found(self):
        (one,) = transfers(
            "x;2027-03-02;Acme;10,5\n".replace("10,5", "10.5"), "No;Date;Details;Credit\n"
        )

        assert (one.reference, one.amount) == ("Acme", Money.of("10.50", "GBP"))

    def test_that_say_the_same_are_counted(self):
        assert [each.repeat for each in transfers("2027-03-02,1,x\n" * 2)] == [1, 2]

    def test_between_empty_lines_are_read(self):
        assert len(transfers("\n2027-03-02,1,x\n\n,,\n2027-03-03,1,x\n")) == 2

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("soon,1,x", "its date is none"),
            ("2027-02-30,1,x", "its date is none"),
            ("9999-12-31,1,x", "its date is none"),
            ("2027-03-02,much,x", "its amount is none"),
            ("2027-03-02,NaN,x", "its amount is none"),
            ("2027-03-02,1e30,x", "its amount is none"),
            ("2027-03-02,1.005,x", "more decimal places"),
            ("2027-03-02,-5,x", "no money that came in"),
            ("2027-03-02,0,x", "no money that came in"),
            ("2027-03-02,5,", "without a reference"),
            ("2027-03-02", "without a reference"),
        ],
    )
    def test_that_are_none_are_left_out_with_a_sentence(self, row, why):
        (told,) = whys(f"{row}\n2027-03-02,1,good\n")

        assert why in told

    def test_of_another_currency_are_left_out(self):
        told = read(b"date,amount,reference,currency\n2027-03-02,1,x,EUR\n", currency="GBP")

        assert "another currency" in told.faulty[0].why


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "names no column for: date, amount, reference"),
            (b"date,amount\n", "names no column for: reference"),
            (b"PK\x03\x04\0\0", "no text"),
            (b"date,amount,reference\n" + b"2027-03-02,1,x\n" * 501, "more than 500 rows"),
        ],
    )
    def test_that_are_none_are_refused_in_a_sentence(self, content, why):
        with pytest.raises(UnreadableFile, match=why):
            read(content, currency="GBP")

    def test_of_windows_are_read(self):
        told = read("date,amount,reference\n2027-03-02,1,Müller\n".encode("cp1252"), currency="GBP")

        assert told.transfers[0].reference == "Müller"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Open:
    id: uuid.UUID
    number: str
    due: Money


def open_invoice(number, due):
    return Open(id=uuid.uuid4(), number=number, due=Money.of(due, "GBP"))


def suggested(text, invoices, recorded=()):
    return [(each.invoice, each.why) for each in suggest(transfers(text), invoices, recorded)]


class TestSuggestions:
    def test_a_number_in_the_reference_wins_over_an_amount(self):
        named, same = open_invoice("NM-2027-000042", "99"), open_invoice("NM-2027-000043", "10")

        found = suggested("2027-03-02,10,Acme nm 2027 000042\n", [same, named])

        assert found == [(named, "number")]

    def test_more_than_the_named_invoice_is_due_is_not_put_there(self):
        named = open_invoice("NM-2027-000042", "9")

        assert suggested("2027-03-02,10,NM-2027-000042\n", [named]) == [(None, "none")]

    def test_one_of_just_that_amount_is_suggested_once(self):
        same = open_invoice("NM-1", "10")

        found = suggested("2027-03-02,10,a\n2027-03-02,10,b\n", [same])

        assert found == [(same, "amount"), (None, "none")]

    def test_several_of_that_amount_are_left_to_a_person(self):
        both = [open_invoice("NM-1", "10"), open_invoice("NM-2", "10")]

        assert suggested("2027-03-02,10,a\n", both) == [(None, "several")]

    def test_what_was_recorded_is_said_as_often_as_it_was(self):
        recorded = {(dt.date(2027, 3, 2), 1000, "a", 1)}

        found = suggested("2027-03-02,10,a\n2027-03-02,10,a\n", [], recorded)

        assert [why for _, why in found] == ["recorded", "none"]


def test_a_file_is_small():
    assert bank_file.MAX_BYTES == 1_000_000

"""
Which children does a list bill charge?
"""

from benefits_app.rules.list_bill import free_children


def test_c_07_the_three_oldest_under_21_pay_and_all_from_21_on():
    ages = {"a": 22, "b": 20, "c": 18, "d": 15, "e": 12}

    assert free_children(ages) == {"e"}


def test_the_order_in_which_they_are_named_is_no_matter():
    ages = {"e": 12, "d": 15, "a": 22, "c": 18, "b": 20}

    assert free_children(ages) == {"e"}


def test_at_21_somebody_takes_nobodys_place():
    assert free_children({"a": 21, "b": 20, "c": 10, "d": 5}) == set()


def test_of_twins_the_first_named_pays():
    assert free_children({"a": 9, "b": 8, "c": 3, "d": 3}) == {"d"}

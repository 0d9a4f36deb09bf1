"""
Does a misconfigured port say which setting, which protocol, which method, and what to write?
"""

from typing import Protocol

import pytest
from django.core.exceptions import ImproperlyConfigured

from domain_kit.ports import Port, PortList
from tests.adapters import TruingStand


class Gauge(Protocol):
    def runout(self, *, wheel: str, tenths: int = 1) -> int: ...


EXAMPLE = "host.adapters.gauges.TruingStand"
NEED = (
    "It needs a class or object with runout(self, *, wheel: str, tenths: int = 1) -> int. "
    "For example: WORKSHOP_GAUGE = 'host.adapters.gauges.TruingStand'"
)
PROTOCOL = f"{__name__}.Gauge"
gauge = Port("WORKSHOP_GAUGE", Gauge, EXAMPLE)
gauges = PortList("WORKSHOP_GAUGES", Gauge, EXAMPLE)

FAULTS = {
    None: f"WORKSHOP_GAUGE is not set; it names a {PROTOCOL}.",
    "": f"WORKSHOP_GAUGE is not set; it names a {PROTOCOL}.",
    7: f"WORKSHOP_GAUGE = 7 is not a dotted path to an implementation of {PROTOCOL}.",
    "tests.adaptors.TruingStand": (
        "WORKSHOP_GAUGE = 'tests.adaptors.TruingStand' cannot be imported "
        f"(No module named 'tests.adaptors'); it should implement {PROTOCOL}."
    ),
    "tests.adapters.TrueingStand": (
        "WORKSHOP_GAUGE = 'tests.adapters.TrueingStand' cannot be imported "
        '(Module "tests.adapters" does not define a "TrueingStand" attribute/class); '
        f"it should implement {PROTOCOL}."
    ),
    "tests.adapters.NeedsCalibration": (
        "WORKSHOP_GAUGE = 'tests.adapters.NeedsCalibration' cannot be created without arguments "
        "(TypeError: NeedsCalibration.__init__() missing 1 required positional argument: "
        f"'certificate'); it should implement {PROTOCOL}."
    ),
    "tests.adapters.Nothing": (
        f"WORKSHOP_GAUGE = 'tests.adapters.Nothing' does not implement {PROTOCOL}: "
        "it has no method runout(self, *, wheel: str, tenths: int = 1) -> int."
    ),
    "tests.adapters.ByEye": (
        f"WORKSHOP_GAUGE = 'tests.adapters.ByEye' does not implement {PROTOCOL}: its runout(wheel) "
        "cannot be called as runout(self, *, wheel: str, tenths: int = 1) -> int."
    ),
    "tests.adapters.a_date": (
        f"WORKSHOP_GAUGE = 'tests.adapters.a_date' does not implement {PROTOCOL}: "
        "it has no method runout(self, *, wheel: str, tenths: int = 1) -> int."
    ),
}


class TestPort:
    def test_resolves_and_caches(self, settings):
        settings.WORKSHOP_GAUGE = "tests.adapters.TruingStand"

        assert isinstance(gauge.resolve(), TruingStand)
        assert gauge.resolve() is gauge.resolve()

    def test_forgets_when_the_setting_changes(self, settings):
        settings.WORKSHOP_GAUGE = "tests.adapters.TruingStand"
        gauge.resolve()
        settings.WORKSHOP_GAUGE = "tests.adapters.Nothing"

        with pytest.raises(ImproperlyConfigured):
            gauge.resolve()

    @pytest.mark.parametrize(("value", "sentence"), FAULTS.items(), ids=map(str, FAULTS))
    def test_says_what_is_wrong_and_what_to_write(self, settings, value, sentence):
        settings.WORKSHOP_GAUGE = value

        with pytest.raises(ImproperlyConfigured) as fault:
            gauge.resolve()

        assert str(fault.value) == f"{sentence} {NEED}"

    def test_checks_with_the_same_sentence_in_one_error(self, settings):
        settings.WORKSHOP_GAUGE = "tests.adapters.Nothing"

        (error,) = gauge.check("workshop.E001")

        assert error.id == "workshop.E001"
        assert error.msg == FAULTS["tests.adapters.Nothing"]
        assert error.hint == NEED

    def test_checks_a_sound_setting_silently(self, settings):
        settings.WORKSHOP_GAUGE = "tests.adapters.TruingStand"

        assert gauge.check("workshop.E001") == []


class TestPortList:
    def test_resolves_each_in_order(self, settings):
        settings.WORKSHOP_GAUGES = ["tests.adapters.TruingStand"] * 2

        assert len(gauges.resolve()) == 2

    def test_may_be_empty(self, settings):
        settings.WORKSHOP_GAUGES = []

        assert gauges.resolve() == ()

    @pytest.mark.parametrize(
        ("value", "problem"),
        [
            (None, "WORKSHOP_GAUGES is not set"),
            ("tests.adapters.TruingStand", "is not a list of dotted paths"),
            (["tests.adapters.Nothing"], "it has no method runout"),
        ],
    )
    def test_is_checked_in_one_error_with_a_list_as_example(self, settings, value, problem):
        settings.WORKSHOP_GAUGES = value

        (error,) = gauges.check("workshop.E002")

        assert problem in error.msg
        assert error.hint.endswith("WORKSHOP_GAUGES = ['host.adapters.gauges.TruingStand']")

"""
Implementations of the Gauge port, right and wrong in the ways that happen.
"""


class TruingStand:
    def runout(self, *, wheel: str, tenths: int = 1) -> int:
        return len(wheel) * tenths


class ByEye:
    """A different signature."""

    def runout(self, wheel):
        return 0


class Nothing:
    """No method at all."""


class NeedsCalibration:
    def __init__(self, certificate):
        self.certificate = certificate


a_date = "2027-01-01"

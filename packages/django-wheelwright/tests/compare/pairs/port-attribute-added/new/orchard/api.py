from typing import Protocol

__all__ = ["Weather", "plant"]


class Weather(Protocol):
    def rain(self, day: int) -> int: ...

    place: str


def plant(weather: Weather) -> None: ...

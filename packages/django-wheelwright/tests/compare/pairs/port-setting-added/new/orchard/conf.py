class Port:
    def __init__(self, setting: str, protocol: type, example: str) -> None: ...


weather = Port("ORCHARD_WEATHER", object, "host.Weather")
market = Port("ORCHARD_MARKET", object, "host.Market")

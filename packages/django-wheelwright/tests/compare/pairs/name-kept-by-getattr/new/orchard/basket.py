def __getattr__(name):
    if name == "Basket":
        from orchard.crate import Crate

        return Crate
    raise AttributeError(name)

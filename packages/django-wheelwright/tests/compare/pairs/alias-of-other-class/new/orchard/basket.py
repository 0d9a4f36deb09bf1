class Crate:
    pass


Basket = Crate

class Crate:
    def add(self, fruit):
        return fruit


Basket = Crate

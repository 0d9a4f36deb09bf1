from orchard.api import plant

planted: int = plant("oak")

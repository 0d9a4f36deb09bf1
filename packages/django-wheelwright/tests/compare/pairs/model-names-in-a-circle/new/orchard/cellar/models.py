from ..models import Sold


class Harvest(Sold):
    class Meta:
        proxy = True
        app_label = "cellar"

from django.conf import settings
from django.core import checks


@checks.register()
def orchard(app_configs=None, **_):
    return [
        *(
            [checks.Error("ORCHARD_ROWS is gone.", id="orchard.E002")]
            if hasattr(settings, "ORCHARD_ROWS")
            else []
        )
    ]

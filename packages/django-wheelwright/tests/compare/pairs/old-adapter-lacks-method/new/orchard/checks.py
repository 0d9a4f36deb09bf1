from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string


@checks.register()
def weather(app_configs=None, **_):
    adapter = import_string(settings.ORCHARD_WEATHER)()
    missing = [name for name in ["rain", "frost"] if not hasattr(adapter, name)]
    return [checks.Error(f"The adapter lacks {name}.", id="orchard.E001") for name in missing]

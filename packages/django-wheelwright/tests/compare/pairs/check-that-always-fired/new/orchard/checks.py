from django.core import checks


@checks.register()
def orchard(app_configs=None, **_):
    return [checks.Error("The rows must be even.", id="orchard.E001")]

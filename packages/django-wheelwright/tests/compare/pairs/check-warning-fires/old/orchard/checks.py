from django.core import checks


@checks.register()
def orchard(app_configs=None, **_):
    return []

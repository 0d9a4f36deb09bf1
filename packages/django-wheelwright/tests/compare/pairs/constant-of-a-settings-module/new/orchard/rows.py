from orchard import settings as _settings

_rows = [_settings.ROWS]

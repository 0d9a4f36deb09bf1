INSTALLED_APPS = ["orchard.apps.OrchardConfig"]
ORCHARD_WEATHER = "orchard.testing.fakes.Weather"

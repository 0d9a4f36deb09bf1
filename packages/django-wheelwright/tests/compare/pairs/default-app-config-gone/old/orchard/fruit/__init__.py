default_app_config = "orchard.fruit.apps.Fruit"

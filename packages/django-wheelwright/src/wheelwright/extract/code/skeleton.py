"""
Which files does a new app have besides its models?
"""

from wheelwright.extract.code.order import Order


def skeleton(order: Order) -> dict[str, str]:
    """
    Module -> text of what every app has: package, configuration and an empty room for migrations.
    """
    name = "".join(part.title() for part in order.new_label.split("_"))
    config = f'''"""
The app that came out of {order.old_package}.
"""

from django.apps import AppConfig


class {name}Config(AppConfig):
    name = "{order.new_package}"
    label = "{order.new_label}"
    default_auto_field = "{order.auto_field}"
'''
    return {
        order.new_package: "",
        f"{order.new_package}.apps": config,
        f"{order.new_package}.migrations": "",
    }

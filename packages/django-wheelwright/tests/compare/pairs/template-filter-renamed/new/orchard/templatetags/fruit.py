from django import template

register = template.Library()


@register.filter(name="is_ripe")
def is_ripe(fruit):
    return fruit

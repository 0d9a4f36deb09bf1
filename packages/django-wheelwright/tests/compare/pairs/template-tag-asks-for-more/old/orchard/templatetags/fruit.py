from django import template

register = template.Library()


def price(context, fruit):
    return fruit


register.simple_tag(price, takes_context=True)

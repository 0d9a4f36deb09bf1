import typing

from django import forms

if typing.TYPE_CHECKING:
    _Base = forms.CharField
else:
    _Base = object


class Size(_Base):
    pass

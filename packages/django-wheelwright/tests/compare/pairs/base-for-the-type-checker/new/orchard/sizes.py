import typing

from django import forms

if not typing.TYPE_CHECKING:
    _Base = forms.CharField
else:
    _Base = forms.CharField[str]


class Size(_Base):
    pass

from django import forms


class Size(forms.CharField):
    pass

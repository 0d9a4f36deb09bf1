from django.contrib import admin


class TreeAdmin(admin.ModelAdmin):
    list_display = ("kind", "age")
